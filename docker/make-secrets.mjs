// Makes the secrets that compose.yaml mounts, in docker/secrets: random ones, what Stripe gave as empty files to fill in,
// and the first administrator. What is there stays as it is. `node docker/make-secrets.mjs [folder]`
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const folder = process.argv[2] ?? fileURLToPath(new URL('secrets', import.meta.url));
mkdirSync(folder, { recursive: true, mode: 0o700 });

/** Compose mounts the file as it is, for users of several ids: readable in the containers, hidden here by its folder. */
const once = (name, make) => {
  const path = join(folder, name);
  if (!existsSync(path)) writeFileSync(path, `${make()}\n`, { mode: 0o444 });
  return readFileSync(path, 'utf8').trim();
};
const random = (bytes = 24) => randomBytes(bytes).toString('base64url');

once('mongo-root-password', random);
once('mongo-keyfile', () => randomBytes(512).toString('base64'));
const mongo = once('mongo-max-password', random);
once(
  'mongo-url',
  () => `mongodb://max:${mongo}@views-1:27017,views-2:27017,views-3:27017/maxbooster?replicaSet=rs0&authSource=admin`,
);

const redis = once('redis-password', random);
once('redis-acl', () => `user default off\nuser max on >${redis} ~max-booster* &* +@all`);
once('redis-url', () => `redis://max:${redis}@jobs:6379`);

once('minio-root-password', random);
const files = once('minio-max-password', random);
once('aws-credentials', () => `[default]\naws_access_key_id = max\naws_secret_access_key = ${files}`);

once('metrics-token', random);
once('stripe-api-key', () => '');
once('stripe-webhook-secret', () => '');
once('users.json', () =>
  JSON.stringify([{ role: 'admin', email: 'admin@example.org', password: random(18) }], undefined, 2),
);
console.log(`Secrets are in ${folder}. Put Stripe's into stripe-api-key and stripe-webhook-secret.`);
console.log('The first administrator and the password are in users.json: change the address before the first start.');
