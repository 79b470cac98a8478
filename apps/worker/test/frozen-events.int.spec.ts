import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { EventTypes, MONGO, Workload, type RecordedEvent } from '@max/kernel/server';
import { replay, startEngines, type TestEngines } from '@max/kernel/server/testing';
import type { Connection } from 'mongoose';

import { WorkerModule } from '../src/worker.module';

import { frozenLogs, type FrozenLog } from './corpus';
import { FOLDS } from './deciders';

const EXPECTED = resolve(import.meta.dirname, '../../../tests/fixtures/events/expected-states.json');

const byStream = (events: readonly RecordedEvent[]): Map<string, RecordedEvent[]> => {
  const streams = new Map<string, RecordedEvent[]>();
  for (const event of events) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
  return streams;
};
const kindOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));

type States = Readonly<Record<string, string | number | undefined>>;

const statesOf = (events: readonly RecordedEvent[], types: EventTypes): States => {
  const fold = ([stream, own]: [string, RecordedEvent[]]) =>
    FOLDS[kindOf(stream)]?.(own.map((one) => types.upcast(one)));
  return Object.fromEntries([...byStream(events)].map((entry) => [entry[0], fold(entry)]));
};

/** By log, as written down when the log was added; `MAX_ADD_STATES=1` writes down those of logs that are new. */
const expectedStates = (states: Readonly<Record<string, States>>): unknown => {
  const known = JSON.parse(readFileSync(EXPECTED, 'utf8')) as Record<string, States>;
  if (!process.env['MAX_ADD_STATES']) return known;
  const grown = { ...states, ...known };
  writeFileSync(EXPECTED, `${JSON.stringify(grown, null, 2)}\n`);
  return grown;
};

describe('events that were written once', () => {
  let engines: TestEngines;
  let app: INestApplicationContext;
  let types: EventTypes;
  let logs: readonly FrozenLog[];
  beforeAll(async () => {
    logs = await frozenLogs();
    engines = await startEngines();
    app = await NestFactory.createApplicationContext(WorkerModule.forRoot(engines.config), { logger: ['error'] });
    types = app.get(EventTypes);
  });
  afterAll(async () => {
    await app?.close();
    await engines?.stop();
  });

  it('are of every type that is declared, in its shape of today', () => {
    const declared = types.all().flatMap((manifest) => Object.entries(manifest.types));
    const shapes = declared.map(([type, { schemaVersion = 1 }]) => `${type}#${schemaVersion}`);
    const frozen = new Set(
      logs.flatMap(({ events }) => events.map(({ type, metadata }) => `${type}#${metadata.schemaVersion}`)),
    );
    // `node tools/event-corpus.mjs add` adds what is missing
    expect(shapes.filter((shape) => !frozen.has(shape))).toEqual([]);
    expect(shapes.length).toBeGreaterThanOrEqual(52);
  });

  it('are in streams whose decider is known', () => {
    const kinds = types.all().flatMap((manifest) => Object.values(manifest.types).map(({ stream }) => kindOf(stream)));
    expect([...new Set(kinds)].sort()).toEqual(Object.keys(FOLDS).sort());
  });

  it('fold to what they folded to then', () => {
    const states = Object.fromEntries(logs.map(({ name, events }) => [name, statesOf(events, types)]));
    expect(states).toEqual(expectedStates(states));
  });

  it('make the same views, however often and in whatever batches they are handled', async () => {
    const mongo = app.get<Connection>(MONGO);
    const views = app.get(Workload).projections();
    const empty = new Set(views.map(({ name }) => name));
    for (const view of views)
      for (const [i, { events }] of logs.entries()) {
        const into = (name: string, batch: number) => ({
          mongo,
          types,
          collection: `${view.name}_${i}_${name}`,
          batch,
        });
        const once = await replay(view, events, into('a', 500));
        expect(await replay(view, events, into('a', 500))).toEqual(once);
        expect(await replay(view, events, into('b', 40))).toEqual(once);
        if (once.length > 0) empty.delete(view.name);
      }
    expect([...empty]).toEqual([]);
  });
});
