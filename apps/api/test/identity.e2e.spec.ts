import { emailOf, PASSWORD, startApi, type RunningApi } from './start-api';

describe('identity over HTTP', () => {
  let running: RunningApi;
  beforeAll(async () => void (running = await startApi()), 60_000);
  afterAll(() => running.stop());
  const login = (email: string, password: string) =>
    running.agent().post('/api/v1/auth/login').send({ email, password });

  it('signs in with an HttpOnly session cookie and a readable CSRF cookie', async () => {
    const { headers, body } = await login(emailOf('finance-maker'), PASSWORD).expect(200);
    const cookies = ([] as string[]).concat(headers['set-cookie'] ?? []);
    expect(cookies.find((cookie) => cookie.startsWith('max_session='))).toMatch(
      /HttpOnly.*SameSite=Lax|SameSite=Lax.*HttpOnly/,
    );
    expect(cookies.find((cookie) => cookie.startsWith('XSRF-TOKEN='))).not.toMatch(/HttpOnly/);
    expect(body).toMatchObject({ role: 'finance', user: { email: emailOf('finance-maker'), name: 'Finance Maker' } });
    expect(JSON.stringify(body)).not.toContain('passwordHash');
  });

  it('takes the address in any case', async () => {
    await login(emailOf('auditor').toUpperCase(), PASSWORD).expect(200);
  });

  it('answers a wrong address like a wrong password', async () => {
    const wrongAddress = await login('nobody@test.example', PASSWORD).expect(401);
    const wrongPassword = await login(emailOf('compliance'), 'wrong').expect(401);
    expect(wrongAddress.body).toEqual(wrongPassword.body);
    expect(wrongAddress.body).toMatchObject({ type: 'wrong-credentials', status: 401 });
    expect(wrongAddress.headers['content-type']).toContain('application/problem+json');
  });

  it('locks out after five wrong passwords, the right one included', async () => {
    for (let i = 0; i < 5; i += 1) await login(emailOf('artist'), `wrong ${i}`).expect(401);
    const { body } = await login(emailOf('artist'), PASSWORD).expect(429);
    expect(body.type).toBe('locked-out');
  });

  it('knows who is signed in, until they sign out', async () => {
    const browser = await running.signIn('finance-checker');
    const { body } = await browser.get('/api/v1/auth/me').expect(200);
    expect(body.user.roles).toEqual(['finance']);
    expect(body.abilities).toContainEqual(expect.objectContaining({ subject: 'PayoutBatch' }));
    await browser.post('/api/v1/auth/logout').expect(204);
    await browser.get('/api/v1/auth/me').expect(401);
  });

  it('refuses a write without the CSRF token, and a forged one', async () => {
    const browser = running.agent();
    await browser
      .post('/api/v1/auth/login')
      .send({ email: emailOf('admin'), password: PASSWORD })
      .expect(200);
    const user = { email: 'new@test.example', name: 'New', password: PASSWORD, roles: ['support'] };
    const { body } = await browser.post('/api/v1/users').send(user).expect(403);
    expect(body.type).toBe('csrf-token-missing');
    await browser.post('/api/v1/users').set('X-XSRF-TOKEN', 'x'.repeat(43)).send(user).expect(403);
  });

  it('refuses unknown and wrong fields, naming them', async () => {
    const admin = await running.signIn('admin');
    const { body } = await admin.post('/api/v1/users').send({ email: 'x', evil: 1, password: 'short' }).expect(400);
    expect(body.type).toBe('invalid-request');
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(
      expect.arrayContaining(['email', 'evil', 'password', 'roles']),
    );
  });

  it('registers a user, once for an address, and nobody but an admin may', async () => {
    const admin = await running.signIn('admin');
    const user = { email: 'bea@test.example', name: 'Bea', password: PASSWORD, roles: ['finance'] };
    const outcomes = await Promise.all([1, 2, 3].map(() => admin.post('/api/v1/users').send(user)));
    expect(outcomes.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const { id, position } = outcomes.find(({ status }) => status === 201)!.body;
    const { body } = await admin.get(`/api/v1/users?atLeast=${position}&limit=200`).expect(200);
    expect(body.items).toContainEqual(expect.objectContaining({ id, email: 'bea@test.example', name: 'Bea' }));
    const maker = await running.signIn('finance-maker');
    await maker
      .post('/api/v1/users')
      .send({ ...user, email: 'c@test.example' })
      .expect(403);
  });

  it('lets nobody change the own roles, and takes a revoked role away at once', async () => {
    const admin = await running.signIn('admin');
    const me = (await admin.get('/api/v1/auth/me').expect(200)).body.user.id;
    expect((await admin.post(`/api/v1/users/${me}/roles`).send({ role: 'finance' }).expect(403)).body.type).toBe(
      'own-roles',
    );

    const user = { email: 'dan@test.example', name: 'Dan', password: PASSWORD, roles: ['support'] };
    const dan = (await admin.post('/api/v1/users').send(user).expect(201)).body.id;
    await admin.post(`/api/v1/users/${dan}/roles`).send({ role: 'auditor' }).expect(200);
    const { headers } = await login(user.email, PASSWORD).expect(200);
    const cookies = ([] as string[])
      .concat(headers['set-cookie'] ?? [])
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
    const list = () => running.agent().get('/api/v1/users').set('Cookie', cookies);
    await list().expect(200);
    await admin.delete(`/api/v1/users/${dan}/roles/auditor`).expect(200);
    await list().expect(403);
  });
});
