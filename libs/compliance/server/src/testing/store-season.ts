import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

import { sample } from '@max/compliance/domain';
import { canonicalJson, type Sha256 } from '@max/kernel';
import type { EventMetadata, EventStore, Files } from '@max/kernel/server';

type Statement = sample.SampleSeason['statements'][number];

const TYPES = ['isrc', 'upc', 'title', 'artist', 'service', 'territory', 'saleMonth', 'quantity', 'amount', 'currency'];

/** The lines of a booking as royalties stores them: Parquet, by group key and line. */
const groupedLines = async (statement: Statement, files: Files): Promise<Sha256> => {
  const folder = await files.workFolder();
  const [rows, parquet] = [join(folder, 'rows.ndjson'), join(folder, 'lines.parquet')];
  const lines = statement.groups.flatMap(({ group, lines }) => lines.map((line) => ({ ...line, groupKey: group.key })));
  await writeFile(rows, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const columns = ["'line': 'BIGINT'", ...[...TYPES, 'groupKey'].map((name) => `'${name}': 'VARCHAR'`)].join(', ');
  const db = await (await DuckDBInstance.create(':memory:')).connect();
  await db.run(`COPY (SELECT * FROM read_json('${rows}', format = 'newline_delimited', columns = {${columns}})
    ORDER BY "groupKey", line) TO '${parquet}' (FORMAT parquet)`);
  db.closeSync();
  return (await files.put(await readFile(parquet))).sha256;
};

/** Appends a sample season to a real log, its breakdowns and lines to real files. */
export const storeSeason = async (season: sample.SampleSeason, store: EventStore, files: Files): Promise<void> => {
  const booked = new Map<string, object>();
  for (const statement of season.statements) {
    const breakdown = statement.groups.map(({ group }) => `${canonicalJson(group)}\n`).join('');
    booked.set(statement.statementId, {
      breakdownFile: (await files.put(Buffer.from(breakdown))).sha256,
      groupedLinesFile: await groupedLines(statement, files),
    });
  }
  for (const { id, type, stream, revision, data, metadata } of season.events) {
    const isBooking = type === 'royalties.statement-booked.v1';
    const extra = isBooking ? booked.get(String(data['statementId'])) : {};
    const event = { id, type, data: { ...data, ...extra }, metadata: metadata as unknown as EventMetadata };
    await store.append(stream, revision === 0 ? 'no-stream' : revision - 1, [event]);
  }
};
