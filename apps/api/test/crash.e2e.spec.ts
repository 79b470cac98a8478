import { randomUUID } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

import { signIn } from './browser';
import { preparePrograms, type Program, type Programs } from './programs';

/** A way to MongoDB on which a message can be stopped: what holds `text` is not passed on, and `onSeen` is told. */
const watchedRoad = async (to: string, text: string, onSeen: () => void): Promise<{ uri: string; server: Server }> => {
  const { hostname, port } = new URL(to);
  const server = createServer((client: Socket) => {
    const engine = connect(Number(port), hostname);
    client.on('data', (chunk) => (chunk.includes(text) ? onSeen() : engine.write(chunk)));
    engine.pipe(client);
    for (const side of [client, engine]) side.on('error', () => (client.destroy(), engine.destroy()));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const uri = new URL(to);
  uri.port = String((server.address() as AddressInfo).port);
  return { uri: uri.toString(), server };
};

describe('an API that is killed between doing and answering', () => {
  let programs: Programs;
  beforeAll(async () => void (programs = await preparePrograms('crash')), 60_000);
  afterAll(() => programs.stop());

  it('does nothing twice when the request comes again', async () => {
    let api: Program | undefined;
    let killed: Promise<void> | undefined;
    // the name of the member under which the answer is kept, as BSON has it: a string that is set
    const road = await watchedRoad(String(programs.env['MAX_MONGO']), '\x02answer\0', () => {
      killed ??= api?.kill('SIGKILL');
    });
    api = await programs.start('api', { MAX_MONGO: road.uri });
    const first = await signIn(api.ready[1] ?? '', 'finance-maker');
    const key = { 'idempotency-key': randomUUID() };
    const payee = { name: 'Made before the crash' };
    await expect(first.send('POST', '/api/v1/payees', payee, key)).rejects.toThrow('fetch failed');
    expect(killed).toBeDefined(); // it was in the middle, not before
    await killed;
    road.server.close();

    await programs.start('worker');
    api = await programs.start('api');
    const second = await signIn(api.ready[1] ?? '', 'finance-maker');
    let again = await second.send('POST', '/api/v1/payees', payee, key);
    while (again.status === 409) {
      // the dead process holds the key until its lease runs out
      expect(again.body['type']).toBe('idempotency-key-in-use');
      expect(Number(again.headers.get('retry-after'))).toBeLessThanOrEqual(10);
      await new Promise((done) => setTimeout(done, 200));
      again = await second.send('POST', '/api/v1/payees', payee, key);
    }
    expect(again.status).toBe(201);
    const third = await second.send('POST', '/api/v1/payees', payee, key);
    expect([third.text, third.headers.get('idempotent-replayed')]).toEqual([again.text, 'true']);

    const { body } = await second.send('GET', `/api/v1/payees?limit=200&atLeast=${String(again.body['position'])}`);
    const made = (body['items'] as { id: string; name: string }[]).filter(({ name }) => name === payee.name);
    expect(made.map(({ id }) => id)).toEqual([again.body['id']]);
  });
});
