import type { RootDatabase } from 'lmdb';

/** What this data node writes. It goes up when a node of before could not read what this one wrote. */
export const FORMAT = 1;

const DATABASE = 'data-node';
const KEY = 'format';

/** LMDB databases that a data node makes. */
const OURS = /^(data-node|esdb\.\w+|mongo-\w+)$/;

/** Databases of an environment that no data node made. */
export function foreignDatabases(env: RootDatabase): string[] {
  return databases(env).filter((name) => !OURS.test(name));
}

/** The format a node wrote; 1 for one that didn't write it down yet. */
export function readFormat(env: RootDatabase): number {
  if (!hasDatabase(env, DATABASE)) return FORMAT;
  const format: unknown = env.openDB({ name: DATABASE, encoding: 'json' }).get(KEY);
  return typeof format === 'number' ? format : Number.NaN;
}

export async function writeFormat(env: RootDatabase): Promise<void> {
  if (hasDatabase(env, DATABASE)) return;
  await env.openDB({ name: DATABASE, encoding: 'json' }).put(KEY, FORMAT);
}

/** Whether the environment has a database of this name; asking makes none. */
export function hasDatabase(env: RootDatabase, name: string): boolean {
  return databases(env).includes(name);
}

function databases(env: RootDatabase): string[] {
  return [...env.getKeys()].map(String);
}
