import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Config } from '../config/config';

/** A data node of the test's own, on free ports and a folder that goes with it. */
export interface TestEngines {
  readonly config: Config;
  /** kill -9. */
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

/** Real engines for integration tests: EventStoreDB's and MongoDB's protocols, answered by a data node. */
export const startEngines = async (overrides: Partial<Config> = {}): Promise<TestEngines> => {
  const folder = await mkdtemp(join(tmpdir(), 'max-test-'));
  const { startDataNode } = (await import(starter)) as {
    startDataNode(options: { dataDir: string }): Promise<StartedNode>;
  };
  const node = await startDataNode({ dataDir: join(folder, 'data-node') });
  const config: Config = {
    eventStore: node.esdb,
    mongo: node.mongo,
    redis: undefined,
    files: `file:${join(folder, 'files')}`,
    dataDir: folder,
    host: '127.0.0.1',
    port: 0,
    staticDir: undefined,
    publicUrl: undefined,
    bootstrapUsers: undefined,
    logLevel: 'error',
    stripe: { apiKey: 'sk_test_none', apiBase: undefined, webhookSecret: 'whsec_test' },
    ...overrides,
  };
  return {
    config,
    kill: () => node.kill(),
    stop: async () => {
      await node.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
