import { createHash } from 'node:crypto';

import type { DuckDBConnection } from '@duckdb/node-api';

import { canonicalLineSql } from './canonical-line';

export interface GroupHash {
  readonly key: string;
  /** SHA-256 over the canonical lines of the group, each ended by LF; hex. */
  readonly linesHash: string;
}

/**
 * Hashes the lines of each group as they stream by in order of group and line: one chunk of lines in memory. The key
 * comes with a group's first line only, because bringing a text over from the engine is what costs here.
 */
export async function* groupHashes(db: DuckDBConnection): AsyncGenerator<GroupHash> {
  const result = await db.stream(`
    SELECT CASE WHEN "groupKey" IS DISTINCT FROM lag("groupKey") OVER () THEN "groupKey" END AS "newKey",
      ${canonicalLineSql()} AS json
    FROM grouped`);
  let key: string | undefined;
  let hash = createHash('sha256');
  for await (const chunk of result) {
    const [keys = [], lines = []] = chunk.getColumns();
    for (let from = 0; from < keys.length;) {
      const next = keys[from];
      if (typeof next === 'string') {
        if (key !== undefined) yield { key, linesHash: hash.digest('hex') };
        key = next;
        hash = createHash('sha256');
      }
      let to = from + 1;
      while (to < keys.length && keys[to] === null) to += 1;
      hash.update(`${lines.slice(from, to).join('\n')}\n`);
      from = to;
    }
  }
  if (key !== undefined) yield { key, linesHash: hash.digest('hex') };
}
