import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { readJson, writePrivate } from './data-dir.mjs';

/** `name` is the part before the @: two artists have the same role. */
const PEOPLE = [
  ['admin', 'admin'],
  ['finance-maker', 'maker'],
  ['finance-checker', 'checker'],
  ['compliance', 'compliance'],
  ['auditor', 'auditor'],
  ['artist', 'artist'],
  ['artist', 'artist2'],
];

/** 20 characters that can be read out loud and typed: no 0/O, 1/l. About 98 bits. */
const password = () => {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  const text = [...randomBytes(20)].map((byte) => letters[byte % letters.length]).join('');
  return text.match(/.{5}/g).join('-');
};

/**
 * The first people of this installation: random passwords, made on the first start, kept in `demo-credentials.json`
 * (mode 0600), from where the API registers them when it knows nobody yet.
 * @returns {{users: {role: string, email: string, password: string}[], made: boolean}}
 */
export const demoUsers = (dataDir) => {
  const path = join(dataDir, 'demo-credentials.json');
  const known = readJson(path, undefined);
  if (known) return { users: known, made: false };
  const users = PEOPLE.map(([role, name]) => ({
    role,
    email: `${name}@demo.maxbooster.example`,
    password: password(),
  }));
  writePrivate(path, users);
  return { users, made: true };
};
