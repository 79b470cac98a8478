import { EventStoreDBClient, streamNameFilter } from '@eventstore/db-client';
import Bull from 'bull';
import mongoose from 'mongoose';
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

import { readAllFiltered } from '../event-store/filtered-read';
import { withDatabase } from '../mongo';

/** Engines that somebody else runs; what is not given, a test starts itself. */
export const given = {
  eventStore: process.env['MAX_TEST_EVENT_STORE'] || undefined,
  mongo: process.env['MAX_TEST_MONGO'] || undefined,
  redis: process.env['MAX_TEST_REDIS'] || undefined,
};

/** Whether a test's store can be killed: only a node of its own can. */
export const canKill = given.eventStore === undefined && given.mongo === undefined;

export type Engine = keyof typeof given;

const told = new Set<string>();

/** Notes for the contract run (its file is in MAX_TEST_ENGINES_USED) that the suite at work has used a given engine. */
export const used = (engine: Engine): void => {
  const notes = process.env['MAX_TEST_ENGINES_USED'];
  const line = `${engine}\t${expect.getState().testPath ?? ''}\n`;
  if (!notes || !given[engine] || told.has(line)) return;
  told.add(line);
  appendFileSync(notes, line);
};

/** A corner of each given engine that nobody else uses, and what takes it away again. */
export interface OwnCorner {
  /** Event namespace, database and prefix of the queues' keys are all this name. */
  readonly name: string;
  readonly mongo: string | undefined;
  clear(): Promise<void>;
}

export const ownCorner = (): OwnCorner => {
  const name = `t${randomUUID().replaceAll('-', '')}`;
  const mongo = given.mongo && withDatabase(given.mongo, name);
  const clear = async (): Promise<void> => {
    await Promise.all([
      given.eventStore && deleteStreams(given.eventStore, name),
      mongo && dropDatabases(mongo, name, `${name}_keys`),
      given.redis && removeKeys(given.redis, name),
    ]);
  };
  return { name, mongo, clear };
};

/** Deletes the streams of the namespace and of those that a test made from its name (`name_…`); the place they take is free after the server's next scavenge, which is its owner's. */
const deleteStreams = async (url: string, namespace: string): Promise<void> => {
  const client = EventStoreDBClient.connectionString(url);
  const filter = streamNameFilter({ prefixes: [`${namespace}:`, `${namespace}_`] });
  const streams = new Set<string>();
  const reading = readAllFiltered.call(client, { direction: 'forwards', fromPosition: 'start', filter });
  for await (const { event } of reading) if (event) streams.add(event.streamId);
  for (const stream of streams) await client.deleteStream(stream);
  await client.dispose();
};

const dropDatabases = async (url: string, ...names: string[]): Promise<void> => {
  const connection = await mongoose.createConnection(url).asPromise();
  for (const name of names) await connection.useDb(name).dropDatabase();
  await connection.close();
};

const removeKeys = async (url: string, prefix: string): Promise<void> => {
  const queue = new Bull('cleaning', url, { prefix });
  await queue.isReady();
  for await (const keys of queue.client.scanStream({ match: `${prefix}:*`, count: 1_000 }) as AsyncIterable<string[]>)
    if (keys.length > 0) await queue.client.unlink(...keys);
  await queue.close();
};
