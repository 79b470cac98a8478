import { resolve } from 'node:path';

import { isNamespace, NAMESPACE_RULE } from '../event-store/namespace';

import { withSecretFiles } from './secret-files';

/** Where everything is; each connection string may point to the embedded engines or to a cluster. */
export interface Config {
  /** `esdb://…` of EventStoreDB or KurrentDB. */
  readonly eventStore: string;
  /** For installations that share a cluster: its streams are `namespace:…`, and it sees no others; undefined for none. */
  readonly eventNamespace: string | undefined;
  /** `mongodb://…`; the database's name is in the path, `maxbooster` unless given. */
  readonly mongo: string;
  /** `redis://…` for bull; undefined for the embedded queue. */
  readonly redis: string | undefined;
  /** What the queues' keys begin with; by default `max-booster`, with the event namespace when there is one. */
  readonly redisPrefix: string;
  /** `file:/path` or `s3://bucket/prefix`. */
  readonly files: string;
  /** Folder of this machine for the embedded queue, keys, caches and work in progress. */
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** Folder with the built web apps; undefined serves none. */
  readonly staticDir: string | undefined;
  /** The address that browsers use; `https:` makes cookies Secure. */
  readonly publicUrl: string | undefined;
  /** JSON file of users to register when there are none. */
  readonly bootstrapUsers: string | undefined;
  /** What goes to the log: `error`, or also `warn`, `info` (or `log`), `debug`, `trace`. */
  readonly logLevel: LogLevel;
  readonly stripe: {
    readonly apiKey: string;
    /** `http://127.0.0.1:<port>` of the simulator; undefined for Stripe itself. */
    readonly apiBase: string | undefined;
    readonly webhookSecret: string;
  };
}

/** Queues of installations that share a Redis must not meet either. */
export const redisPrefixOf = (eventNamespace: string | undefined): string =>
  eventNamespace === undefined ? 'max-booster' : `max-booster-${eventNamespace}`;

const LOG_LEVELS = ['error', 'warn', 'log', 'info', 'debug', 'trace'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

export class BadConfig extends Error {}

/** @throws BadConfig naming the variable that is missing or wrong */
export const readConfig = (given: NodeJS.ProcessEnv): Config => {
  const env = withSecretFiles(given, fail);
  const needed = (name: string): string => env[name] || fail(`${name} is not set`);
  const dataDir = resolve(env['MAX_DATA_DIR'] || 'var');
  const port = Number(env['MAX_PORT'] ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) fail(`MAX_PORT is not a port: ${env['MAX_PORT']}`);
  const eventNamespace = env['MAX_EVENT_NAMESPACE'] || undefined;
  if (eventNamespace && !isNamespace(eventNamespace)) fail(`MAX_EVENT_NAMESPACE: ${NAMESPACE_RULE}: ${eventNamespace}`);
  return {
    eventStore: needed('MAX_EVENT_STORE'),
    eventNamespace,
    mongo: needed('MAX_MONGO'),
    redis: env['MAX_REDIS'] || undefined,
    redisPrefix: env['MAX_REDIS_PREFIX'] || redisPrefixOf(eventNamespace),
    files: env['MAX_FILES'] || `file:${resolve(dataDir, 'files')}`,
    dataDir,
    host: env['MAX_HOST'] || '127.0.0.1',
    port,
    staticDir: env['MAX_STATIC_DIR'] || undefined,
    publicUrl: env['MAX_PUBLIC_URL'] || undefined,
    bootstrapUsers: env['MAX_BOOTSTRAP_USERS'] || undefined,
    logLevel: LOG_LEVELS.find((level) => level === env['MAX_LOG_LEVEL']) ?? 'log',
    stripe: {
      apiKey: env['MAX_STRIPE_API_KEY'] || '',
      apiBase: env['MAX_STRIPE_API_BASE'] || undefined,
      webhookSecret: env['MAX_STRIPE_WEBHOOK_SECRET'] || '',
    },
  };
};

export const CONFIG = Symbol('Config');

const fail = (text: string): never => {
  throw new BadConfig(text);
};
