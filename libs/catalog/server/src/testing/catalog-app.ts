import { catalogRules } from '@max/catalog/contracts';
import { abilityOf, type Role, type SignedInUser } from '@max/identity/contracts';
import type { UserId } from '@max/kernel';
import { EVENT_STORE, type EventStore } from '@max/kernel/server';
import { startEngines, startTestApp } from '@max/kernel/server/testing';

import { CatalogApiModule, CatalogWorkerModule } from '../catalog.module';

const COLUMNS = 'artist,release_title,upc,label,release_date,track_title,version,isrc,duration_seconds';
/** Lines of a catalogue file. */
export const starálfur = 'Sigur Rós,Ágætis byrjun,718752155427,Smekkleysa,1999-06-12,Starálfur,,GBXWZ0800015,406';
export const svefn = 'Sigur Rós,Ágætis byrjun,718752155427,Smekkleysa,1999-06-12,Svefn-g-englar,live,GBXWZ0800016,';
export const csv = (...lines: string[]): Buffer => Buffer.from([COLUMNS, ...lines].join('\n'));

export const userWith = (role: Role): SignedInUser => ({
  id: `user-${role}` as UserId,
  email: `${role}@example.org`,
  name: role,
  roles: [role],
  payeeIds: [],
});

interface ImportBody {
  status: string;
  lines: { total: number; accepted: number; rejected: number };
  reason: string | null;
  position: string;
}

export const finance = userWith('finance');

/** Catalog's API and worker over engines of their own, and the calls that its tests make. */
export const startCatalog = async () => {
  const engines = await startEngines();
  const app = await startTestApp({
    config: engines.config,
    modules: [CatalogApiModule, CatalogWorkerModule],
    abilityOf: (user: SignedInUser) => abilityOf(user, [catalogRules]),
  });
  const send = (content: Buffer, name = 'catalogue.csv') =>
    app.as(finance).post('/api/v1/catalog/imports').attach('file', content, name);
  const get = async <Body = { items: Record<string, unknown>[]; next: string | null }>(path: string): Promise<Body> =>
    (await app.as(finance).get(`/api/v1/catalog/${path}`).expect(200)).body as Body;

  const ended = async (id: string, position = '0'): Promise<ImportBody & { id: string }> => {
    for (;;) {
      const { body } = await app.as(finance).get(`/api/v1/catalog/imports/${id}?atLeast=${position}`);
      const found = body as ImportBody;
      if (found.status === 'finished' || found.status === 'rejected') return { ...found, id };
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  /** Sends a file and waits until its import has ended. */
  const importOf = async (content: Buffer): Promise<ImportBody & { id: string }> => {
    const { body } = (await send(content).expect(202)) as { body: { id: string; position: string } };
    return ended(body.id, body.position);
  };
  const eventTypes = async (stream: string): Promise<string[]> => {
    const types: string[] = [];
    for await (const { type } of app.nest.get<EventStore>(EVENT_STORE).read(stream)) types.push(type);
    return types;
  };
  const head = (): Promise<bigint> => app.nest.get<EventStore>(EVENT_STORE).head();

  const stop = async (): Promise<void> => {
    await app.close();
    await engines.stop();
  };
  return { app, send, get, ended, importOf, eventTypes, head, stop };
};
