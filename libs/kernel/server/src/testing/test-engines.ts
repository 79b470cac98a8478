import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { redisPrefixOf, type Config } from '../config/config';

import { canKill, given, ownCorner, used } from './given-engines';

/**
 * Engines for one test: a data node of its own on free ports, or a corner of its own (namespace, database, prefix) in
 * engines that somebody else runs. Its folder and its corner go with it.
 */
export interface TestEngines {
  readonly config: Config;
  /** kill -9 of the data node. @throws Error when somebody else runs the engines: see `canKill` */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

interface StartedNode {
  readonly esdb: string;
  readonly mongo: string;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

// outside every project, so that no app is imported by a library
const starter = pathToFileURL(resolve(import.meta.dirname, '../../../../../tools/testing/data-node.mjs')).href;

const startNode = async (dataDir: string): Promise<StartedNode> => {
  const { startDataNode } = (await import(starter)) as {
    startDataNode(options: { dataDir: string }): Promise<StartedNode>;
  };
  return startDataNode({ dataDir });
};

/**
 * Real engines for integration tests: EventStoreDB's and MongoDB's protocols, and Redis when there is one.
 * `MAX_TEST_EVENT_STORE`, `MAX_TEST_MONGO` and `MAX_TEST_REDIS` name those that somebody else runs.
 */
export const startEngines = async (overrides: Partial<Config> = {}): Promise<TestEngines> => {
  const folder = await mkdtemp(join(tmpdir(), 'max-test-'));
  const corner = ownCorner();
  const node = given.eventStore && given.mongo ? undefined : await startNode(join(folder, 'data-node'));
  const eventNamespace = given.eventStore ? corner.name : undefined;
  const config: Config = {
    get eventStore() {
      used('eventStore');
      return given.eventStore ?? node!.esdb;
    },
    eventNamespace,
    get mongo() {
      used('mongo');
      return corner.mongo ?? node!.mongo;
    },
    get redis() {
      used('redis');
      return given.redis;
    },
    redisPrefix: given.redis ? corner.name : redisPrefixOf(eventNamespace),
    files: `file:${join(folder, 'files')}`,
    dataDir: folder,
    host: '127.0.0.1',
    port: 0,
    staticDir: undefined,
    publicUrl: undefined,
    bootstrapUsers: undefined,
    logLevel: 'error',
    stripe: { apiKey: 'sk_test_none', apiBase: undefined, webhookSecret: 'whsec_test' },
  };
  return {
    config: Object.defineProperties(config, Object.getOwnPropertyDescriptors(overrides)),
    kill: async () => {
      if (!node || !canKill) throw new Error('the engines are not ours to kill');
      await node.kill();
    },
    stop: async () => {
      await corner.clear();
      await node?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
