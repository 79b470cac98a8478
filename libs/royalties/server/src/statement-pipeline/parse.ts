import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { DuckDBConnection } from '@duckdb/node-api';

import type { ControlTotal, CurrencyTotal, ParseWarning, StatementFormat } from '@max/royalties/contracts';

import { checkRows } from './check/check-rows';
import { cutOffInLastLine } from './check/cut-off';
import { decode, type DecodedText } from './decode/decode';
import { divideRevenue } from './dsr/divide-revenue';
import { footerControls, summaryControls } from './dsr/controls';
import { flatten, type DsrCounts } from './dsr/flatten';
import { dsrRows } from './dsr/row';
import { DEFAULT_LIMITS, withEngine, type EngineLimits } from './duckdb';
import { recognise, type RecognisedFile } from './recognise';
import { StatementRejected } from './statement-rejected';
import { tabularRows } from './tabular/tabular-rows';
import { countLines, periodOf, totalsOf, warningsOf, type LineCounts } from './check/tallies';
import { writeLines, writeRejects } from './write-parsed';

/** Goes into every parse: a change of how lines are read or checked changes it. */
export const PARSER_VERSION = '1';

export interface ParseOptions {
  /** What the sender says the file is; another content is refused. */
  readonly format?: StatementFormat | null;
  readonly limits?: EngineLimits;
}

export interface ParseOutcome {
  readonly format: StatementFormat;
  readonly formatVersion: string;
  /** Who owes the money, such as `DistroKid` or the sender of a DSR. */
  readonly source: string;
  /** Parquet (zstd) of the accepted lines, in file order. */
  readonly linesPath: string;
  /** CSV of the rejected lines; null when there are none. */
  readonly rejectsPath: string | null;
  readonly lines: LineCounts;
  readonly totals: CurrencyTotal[];
  readonly period: { from: string; to: string } | null;
  readonly controls: ControlTotal[];
  readonly warnings: ParseWarning[];
  /** Control totals that do not hold, in words: a person must look. */
  readonly problems: string[];
  readonly parserVersion: string;
}

/**
 * Reads a statement of any size in bounded memory: every line is accepted or rejected with its reason, none vanishes
 * (`total = accepted + rejected`; empty lines, comments and a DSR's other records are no sales lines).
 * `workDir` is the caller's to remove; the results stand in it.
 * @throws StatementRejected when the file as a whole can't be used; nothing of it may be booked
 */
export const parse = async (file: string, workDir: string, options: ParseOptions = {}): Promise<ParseOutcome> => {
  await mkdir(workDir, { recursive: true });
  const text = await decode(file, workDir);
  const found = await recognise(text, options.format ?? null);
  return withEngine(workDir, options.limits ?? DEFAULT_LIMITS, async (db) => {
    const counts = await checkAll(db, text, found, workDir);
    const lines = await countLines(db);
    if (lines.total === 0) {
      throw new StatementRejected('no-lines', 'the file has a heading but not one sales line', text.lines);
    }
    await cutOffInLastLine(db, text, found);
    if (lines.accepted === 0) await rejectAll(db, lines.total);
    const totals = await totalsOf(db);
    const controls =
      counts && found.kind === 'dsr'
        ? [
            ...footerControls(counts, found.head, text.lines),
            ...(await summaryControls(db, counts, found.head, totals)),
          ]
        : [];
    return {
      format: found.format,
      formatVersion: found.formatVersion,
      source: found.kind === 'dsr' ? found.head.sender : found.layout.source,
      linesPath: await writeLines(db, workDir),
      rejectsPath: lines.rejected === 0 ? null : await writeRejects(db, workDir, found),
      lines,
      totals,
      period: await periodOf(db),
      controls,
      warnings: await warningsOf(db, text, found),
      problems: controls.filter(({ holds }) => !holds).map(problemOf),
      parserVersion: PARSER_VERSION,
    };
  });
};

/** Fills the table `checked` with every sales line of the file. */
async function checkAll(
  db: DuckDBConnection,
  text: DecodedText,
  found: RecognisedFile,
  workDir: string,
): Promise<DsrCounts | undefined> {
  if (found.kind === 'tabular') {
    await db.run(`CREATE TABLE checked AS ${checkRows(tabularRows(text.path, found))}`);
    return undefined;
  }
  const rowsFile = join(workDir, 'rows.txt');
  const counts = await flatten(text, found.head, rowsFile);
  const source = dsrRows(rowsFile);
  const rows =
    found.head.profile === 'basic-audio' ? await divideRevenue(db, source, counts.summaries, found.head) : source;
  await db.run(`CREATE TABLE checked AS ${checkRows(rows)}`);
  return counts;
}

async function rejectAll(db: DuckDBConnection, total: number): Promise<never> {
  const [first] = (
    await db.runAndReadAll('SELECT line::INTEGER AS line, reason FROM checked ORDER BY line LIMIT 1')
  ).getRowObjectsJson();
  const line = Number(first?.['line']);
  throw new StatementRejected(
    'no-good-line',
    `none of the ${total} lines can be used; line ${line}: ${String(first?.['reason'])}`,
    line,
  );
}

const problemOf = ({ name, stated, counted }: ControlTotal): string =>
  `${name}: the report states ${stated}, but ${counted} was counted`;
