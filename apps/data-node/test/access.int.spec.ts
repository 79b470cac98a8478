import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AccessDeniedError, EventStoreDBClient } from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';

import { collect, newStream, numbered, numbersOf, ofOurOwn } from './support/event-store.js';
import { startDataNode, type TestDataNode } from './support/starter.js';

const PASSWORD = 'pass word:ü/@';
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const directory = mkdtempSync(join(tmpdir(), 'data-node-access-'));
const file = (name: string): string => join(directory, name);
writeFileSync(file('password'), `${PASSWORD}\n`);
const clients: EventStoreDBClient[] = [];
let node: TestDataNode | undefined;

function start(...flags: string[]): void {
  beforeAll(async () => {
    node = await startDataNode({ flags });
  }, 60_000);
  afterAll(async () => {
    for (const client of clients.splice(0)) await client.dispose();
    await node?.stop();
  });
}

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** A client of the node; `signIn` is `name:password@` or nothing. */
function connect(signIn: string, parameters: string): EventStoreDBClient {
  const client = EventStoreDBClient.connectionString(`esdb://${signIn}localhost:${node?.esdbPort}?${parameters}`);
  clients.push(client);
  return client;
}

const known = `anna:${encodeURIComponent(PASSWORD)}@`;

async function writesAndReads(client: EventStoreDBClient, options = {}): Promise<void> {
  const stream = newStream();
  await client.appendToStream(stream, numbered(2), options);
  expect(numbersOf(await collect(client.readStream(stream, options)))).toEqual([0, 1]);
}

const withOpenssl = hasOpenssl ? ofOurOwn.describe : describe.skip;

withOpenssl('a node with a certificate (made with openssl)', () => {
  beforeAll(() => {
    // prettier-ignore
    const made = spawnSync('openssl', [
      'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=data-node-test',
      '-addext', 'subjectAltName=DNS:localhost', '-keyout', file('key.pem'), '-out', file('cert.pem'),
    ], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(made.stderr);
  });
  start(
    '--tls-cert-file',
    file('cert.pem'),
    '--tls-key-file',
    file('key.pem'),
    '--esdb-user',
    `anna:${file('password')}`,
  );

  const trusting = `tls=true&tlsCAFile=${encodeURIComponent(file('cert.pem'))}`;

  it('serves who trusts it and has the account, in the connection string or with each call', async () => {
    await writesAndReads(connect(known, trusting));
    await writesAndReads(connect('', trusting), { credentials: { username: 'anna', password: PASSWORD } });
  });

  it.each([
    ['nobody', ''],
    ['a wrong password', 'anna:wrong@'],
    ['a password cut off', `anna:${encodeURIComponent(PASSWORD.slice(0, -1))}@`],
    ['another name', `ann:${encodeURIComponent(PASSWORD)}@`],
  ])('denies every call to %s', async (_name, signIn) => {
    const client = connect(signIn, trusting);
    const denied = (call: Promise<unknown>) => expect(call).rejects.toBeInstanceOf(AccessDeniedError);
    await denied(client.appendToStream(newStream(), numbered(1)));
    await denied(client.appendToStream(newStream(), numbered(1), { credentials: { username: 'x', password: 'y' } }));
    await denied(collect(client.readStream('any')));
    await denied(collect(client.readAll()));
    await denied(client.deleteStream('any'));
    await denied(client.tombstoneStream('any'));
    await denied(client.setStreamMetadata('any', {}));
    const subscription = client.subscribeToAll();
    const error = await new Promise((resolve) => subscription.once('error', resolve));
    expect(error).toBeInstanceOf(AccessDeniedError);
  });

  it.each([
    ['do not trust it', 'tls=true'],
    ['speak plain text', 'tls=false'],
  ])('is unavailable to clients that %s', async (_name, parameters) => {
    const append = connect(known, parameters).appendToStream(newStream(), numbered(1));
    await expect(append).rejects.toMatchObject({ code: status.UNAVAILABLE });
  });
});

ofOurOwn.describe('says in one line what is wrong with its files', () => {
  it.each([
    ['half a pair', ['--tls-cert-file', file('cert.pem')], /given together/],
    ['a certificate that is not there', ['--tls-cert-file', file('a'), '--tls-key-file', file('b')], /can't read .*a:/],
    ['an account over plain text', ['--esdb-user', `anna:${file('password')}`], /only over TLS/],
    ['a user without a file', ['--esdb-user', 'anna'], /<name>:<file with the password>/],
    ['a user whose file is not there', ['--esdb-user', `anna:${file('none')}`], /can't read .*none/],
    ['a user whose file is empty', ['--esdb-user', `anna:${file('empty')}`], /holds no password/],
    ['no certificate', ['--tls-cert-file', file('empty'), '--tls-key-file', file('empty')], /certificate|PEM|key/i],
  ])('%s', async (_name, flags, reason) => {
    writeFileSync(file('empty'), '\n');
    await expect(startDataNode({ flags })).rejects.toThrow(reason);
  });
});
