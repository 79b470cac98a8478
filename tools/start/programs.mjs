import { hostname } from 'node:os';
import { join } from 'node:path';

const LOOPBACK = '127.0.0.1';

const program = (name, root, dataDir, readyLine, env, args = [], app = name) => ({
  name,
  entry: join(root, `dist/apps/${app}/main.js`),
  args,
  env,
  cwd: root,
  readyLine,
  logFile: join(dataDir, 'logs', `${name}.log`),
});

const dataNode = ({ root, dataDir, ports, env }) =>
  program('data-node', root, dataDir, /data node is ready: /i, env, [
    'start',
    ...['--data-dir', join(dataDir, 'data-node')],
    ...['--esdb-port', String(ports.esdb), '--mongo-port', String(ports.mongo)],
  ]);

const simulator = ({ root, dataDir, ports, env, secrets }) =>
  program('stripe-simulator', root, dataDir, /Stripe simulator is ready: /i, env, [
    ...['--port', String(ports.stripe), '--data-dir', join(dataDir, 'stripe-simulator')],
    ...['--webhook-url', `http://${LOOPBACK}:${ports.api}/api/v1/webhooks/stripe`],
    ...['--webhook-secret', secrets.stripeWebhookSecret],
    ...['--settle-ms', env.MAX_STRIPE_SETTLE_MS ?? '500'],
  ]);

/** What the API and the worker are told; what the person set in the environment stands. */
const productEnv = ({ root, dataDir, ports, env, secrets }) => ({
  MAX_EVENT_STORE: `esdb://${LOOPBACK}:${ports.esdb}?tls=false`,
  MAX_MONGO: `mongodb://${LOOPBACK}:${ports.mongo}/`,
  MAX_FILES: `file:${join(dataDir, 'files')}`,
  ...(env.MAX_STRIPE_API_KEY
    ? {}
    : {
        MAX_STRIPE_API_BASE: `http://${LOOPBACK}:${ports.stripe}`,
        // the simulator's banking day is a second: a payment without news is asked about after a minute, not half an hour
        MAX_PAYOUT_QUIET_MS: '60000',
        MAX_STRIPE_API_KEY: secrets.stripeApiKey,
        MAX_STRIPE_WEBHOOK_SECRET: secrets.stripeWebhookSecret,
      }),
  ...env,
  MAX_DATA_DIR: dataDir,
  MAX_PORT: String(ports.api),
  MAX_STATIC_DIR: join(root, 'dist/apps'),
  MAX_BOOTSTRAP_USERS: join(dataDir, 'demo-credentials.json'),
});

/** Each has a name of its own that it keeps over a restart, so that it goes on at once with what it held when it died. */
const workers = ({ root, dataDir, workers: count = 1 }, product) =>
  Array.from({ length: count }, (_, i) => {
    const name = i === 0 ? 'worker' : `worker-${i + 1}`;
    const env = { ...product, MAX_WORKER_NAME: `${hostname()}:${dataDir}:${name}` };
    return program(name, root, dataDir, /Worker is ready/i, env, [], 'worker');
  });

/**
 * The processes of the product in the order in which they start; they stop in the other.
 * An engine that the environment names (MAX_EVENT_STORE and MAX_MONGO, MAX_STRIPE_API_KEY) replaces ours.
 * @param {{root: string, dataDir: string, ports: Record<string, number>, env: NodeJS.ProcessEnv, secrets: object,
 *   workers?: number}} setting
 */
export const programs = (setting) => {
  const { root, dataDir, env } = setting;
  const product = productEnv(setting);
  return [
    ...(env.MAX_EVENT_STORE && env.MAX_MONGO ? [] : [dataNode(setting)]),
    ...(env.MAX_STRIPE_API_KEY ? [] : [simulator(setting)]),
    program('api', root, dataDir, /API is ready: /i, product),
    ...workers(setting, product),
  ];
};
