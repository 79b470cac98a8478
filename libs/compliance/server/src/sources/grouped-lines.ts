import { Inject, Injectable } from '@nestjs/common';
import { DuckDBInstance, type DuckDBConnection, type Json } from '@duckdb/node-api';

import { Fields, readLine, type Line } from '@max/compliance/domain';
import type { Sha256 } from '@max/kernel';
import { FILES, type Files } from '@max/kernel/server';

export interface GroupedLine {
  readonly groupKey: string;
  readonly line: Line;
}

const LIMITS = {
  memory_limit: '512MB',
  threads: '1',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

/** Reads the sales lines of some groups from the Parquet file of a booking. */
@Injectable()
export class GroupedLines {
  constructor(@Inject(FILES) private readonly files: Files) {}

  /** In the order of the keys as given, then by line; a chunk in memory. @throws FileMissing */
  async *of(
    file: Sha256,
    groupKeys: readonly string[],
    page: { readonly offset?: number; readonly limit?: number } = {},
  ): AsyncGenerator<GroupedLine> {
    const path = await this.files.localPath(file);
    const instance = await DuckDBInstance.create(':memory:', LIMITS);
    try {
      const db = await instance.connect();
      await fillChosen(db, groupKeys);
      const bounds =
        page.limit === undefined ? '' : ` LIMIT ${Math.trunc(page.limit)} OFFSET ${Math.trunc(page.offset ?? 0)}`;
      const result = await db.stream(`
        SELECT lines.* FROM read_parquet('${path.replaceAll("'", "''")}') lines
        JOIN chosen ON chosen.key = lines."groupKey" ORDER BY chosen.place, lines.line${bounds}`);
      for await (const rows of result.yieldRowObjectJson()) for (const row of rows) yield groupedLine(row);
      db.closeSync();
    } finally {
      instance.closeSync();
    }
  }
}

const fillChosen = async (db: DuckDBConnection, groupKeys: readonly string[]): Promise<void> => {
  await db.run('CREATE TABLE chosen (key VARCHAR PRIMARY KEY, place INTEGER)');
  const appender = await db.createAppender('chosen');
  groupKeys.forEach((key, place) => {
    appender.appendVarchar(key);
    appender.appendInteger(place);
    appender.endRow();
  });
  appender.closeSync();
};

/** The engine gives whole numbers as text, so that no digit is lost. */
const groupedLine = ({ groupKey, ...row }: Record<string, Json>): GroupedLine => {
  const line = readLine(Fields.of({ ...row, line: Number(row['line']) }, 'grouped lines'));
  if (typeof groupKey !== 'string') throw new TypeError('a grouped line has no group');
  return { groupKey, line };
};
