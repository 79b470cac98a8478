import { abilityOf, type SignedInUser } from '@max/identity/contracts';
import { releaseStream, trackStream, type CatalogEvent } from '@max/catalog/contracts';
import {
  newId,
  sum,
  type Amount,
  type Gtin,
  type Isrc,
  type PayeeId,
  type Posting,
  type StatementId,
  type UserId,
} from '@max/kernel';
import { bySystem, EVENT_STORE, metadataOf, type EventStore } from '@max/kernel/server';
import { startEngines, startTestApp, type TestApp, type TestEngines } from '@max/kernel/server/testing';
import { payeeStream } from '@max/payouts/contracts';
import { royaltiesRules, statementStream } from '@max/royalties/contracts';

import { RoyaltiesApiModule, RoyaltiesWorkerModule } from '../royalties.module';

const person = (role: SignedInUser['roles'][number], ...payeeIds: string[]): SignedInUser => ({
  id: newId<UserId>(),
  email: '',
  name: '',
  roles: [role],
  payeeIds: payeeIds as PayeeId[],
});
export const [finance, auditor, ann, bob] = [
  person('finance'),
  person('auditor'),
  person('artist', 'ann'),
  person('artist', 'bob'),
];

export const SONG = 'GBXWZ0800015' as Isrc;
export const ALBUM = '00718752155427' as Gtin;

let engines: TestEngines;
export let app: TestApp<SignedInUser>;
export let store: EventStore;

/** Starts the context over a data node, with two payees, a recording and its release. */
export const startRoyalties = async (): Promise<void> => {
  engines = await startEngines();
  app = await startTestApp<SignedInUser>({
    config: engines.config,
    modules: [RoyaltiesApiModule, RoyaltiesWorkerModule],
    abilityOf: (user) => abilityOf(user, [royaltiesRules]),
  });
  store = app.nest.get<EventStore>(EVENT_STORE);
  for (const payee of ['ann', 'bob'])
    await append(payeeStream(payee as PayeeId), 'payouts.payee-registered.v1', { payeeId: payee, name: payee });
  const track: Extract<CatalogEvent, { type: 'catalog.track-registered.v1' }>['data'] = {
    isrc: SONG,
    title: 'Song',
    version: null,
    artistId: 'a',
    artistName: 'Ann',
    upc: ALBUM,
    durationSeconds: null,
  };
  await append(trackStream(SONG), 'catalog.track-registered.v1', track);
  await append(releaseStream(ALBUM), 'catalog.release-registered.v1', {
    upc: ALBUM,
    title: 'LP',
    artistId: 'a',
    artistName: 'Ann',
    label: null,
    releaseDate: null,
  });
};

export const stopRoyalties = async (): Promise<void> => {
  await app?.close();
  await engines?.stop();
};

const append = async (stream: string, type: string, data: object): Promise<void> => {
  const metadata = metadataOf(bySystem('test', new Date(), newId()));
  await store.append(stream, 'any', [{ id: newId(), type, data, metadata }]);
};

export const send = (content: string | Buffer, fields: Record<string, string> = {}) => {
  const request = app.as(finance).post('/api/v1/statements');
  for (const [name, value] of Object.entries(fields)) void request.field(name, value);
  return request.attach('file', Buffer.from(content), 'C:\\reports\\march.tsv');
};

export const read = async (id: string) => (await app.as(finance).get(`/api/v1/statements/${id}`)).body;

/** Asks again until the statement is as wanted; the worker's progress decides, and the test's own limit ends it. */
export const until = async (id: string, wanted: (statement: { status: string; problems: string[] }) => boolean) => {
  for (;;) {
    const statement = await read(id);
    if (wanted(statement)) return statement;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
export const parsedOf = (id: string) => until(id, ({ status }) => typeof status === 'string' && status !== 'received');
export const bookedOf = (id: string) => until(id, ({ status }) => status === 'booked');

export const agree = (body: object) => app.as(finance).post('/api/v1/split-sheets').send(body);
export const half = [
  { payeeId: 'ann', percent: '66.666667' },
  { payeeId: 'bob', percent: 33.333333 },
];

export const receiveAndBook = async (content: string, fields: Record<string, string> = {}): Promise<string> => {
  const { body } = await send(content, fields).expect(202);
  await parsedOf(body.id);
  await app.as(finance).post(`/api/v1/statements/${body.id}/book`).expect(202);
  await bookedOf(body.id);
  return body.id;
};

export const balanceOf = async (account: string, ...ids: string[]): Promise<string> => {
  const amounts: Amount[] = [];
  for (const id of ids) {
    for await (const { data } of store.read(statementStream(id as StatementId))) {
      const { postings = [] } = data as { postings?: Posting[] };
      amounts.push(...postings.filter((posting) => posting.account === account).map((posting) => posting.amount));
    }
  }
  return sum(amounts);
};

export const revisions = async (stream: string): Promise<string[]> => {
  const types: string[] = [];
  for await (const event of store.read(stream)) types.push(event.type);
  return types;
};
