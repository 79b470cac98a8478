import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';

import { EMPTY_LINE } from '../decode/lines-normaliser';
import type { DecodedText } from '../decode/decode';
import { StatementRejected } from '../statement-rejected';
import { isSale, linesOfBlock } from './block';
import type { DsrHead } from './head';
import { readRecord, type DsrRecord } from './records';
import { writeRow } from './row';
import { Summary } from './summaries';

/** What the report says about itself and what was counted in it. */
export interface DsrCounts {
  readonly summaries: ReadonlyMap<string, Summary>;
  readonly summaryRecords: number;
  readonly blocks: number;
  readonly sales: number;
  /** FOOT or SRFO. */
  readonly foot: DsrRecord;
}

/**
 * Reads the records of a DSR in order, block by block, and writes its sales lines as rows (`dsr/row.ts`): one block in
 * memory at a time. Comments and records that we do not use are passed over, as Part 1 of the standard asks.
 * @throws StatementRejected when the footer is missing, or a summary is malformed
 */
export const flatten = async (text: DecodedText, head: DsrHead, rowsFile: string): Promise<DsrCounts> => {
  const out = createWriteStream(rowsFile);
  const reader = new ReportReader(head);
  let line = 0;
  let buffer = '';
  for await (const raw of createInterface({ input: createReadStream(text.path, { highWaterMark: 1 << 20 }) })) {
    line += 1;
    if (raw === EMPTY_LINE || raw.startsWith('#')) continue;
    buffer += reader.read(readRecord(raw, line));
    if (buffer.length > 1 << 20) {
      if (!out.write(buffer)) await once(out, 'drain');
      buffer = '';
    }
  }
  out.end(buffer + reader.endBlock());
  await finished(out);
  if (!reader.foot) {
    const reason = `the report is cut off: it ends in line ${line} without its footer (FOOT)`;
    throw new StatementRejected('cut-off', reason, line);
  }
  const { summaries, summaryRecords, blocks, sales, foot } = reader;
  return { summaries, summaryRecords, blocks, sales, foot };
};

class ReportReader {
  readonly summaries = new Map<string, Summary>();
  summaryRecords = 0;
  blocks = 0;
  sales = 0;
  foot: DsrRecord | undefined;
  private block: DsrRecord[] = [];
  private blockId: string | undefined;

  constructor(private readonly head: DsrHead) {}

  /** The rows that are complete with this record. */
  read(record: DsrRecord): string {
    if (this.foot) {
      throw new StatementRejected('after-footer', `line ${record.line} stands after the footer`, record.line);
    }
    if (record.base === 'HEAD') return '';
    if (record.base === 'FOOT' || record.base === 'SRFO') return this.readFoot(record);
    if (/^SY\d\d/.test(record.type)) return this.readSummary(record);
    if (record.base.startsWith('SR')) return this.rowsOf([record]);
    const id = record.cell('BlockId') || (record.raw.split('\t')[1] ?? '');
    const done = id === this.blockId ? '' : this.endBlock();
    if (id !== this.blockId) {
      this.blockId = id;
      this.blocks += 1;
    }
    this.block.push(record);
    return done;
  }

  endBlock(): string {
    const rows = this.rowsOf(this.block);
    this.block = [];
    this.blockId = undefined;
    return rows;
  }

  private rowsOf(records: readonly DsrRecord[]): string {
    if (!records.some(isSale)) return '';
    const rows = linesOfBlock(records, { head: this.head, summaries: this.summaries });
    this.sales += rows.length;
    return rows.map(writeRow).join('');
  }

  private readSummary(record: DsrRecord): string {
    this.summaryRecords += 1;
    if (record.tooShort) {
      throw new StatementRejected('bad-summary', `line ${record.line}: ${record.tooShort}`, record.line);
    }
    const id = record.cell('SummaryRecordId') || (record.raw.split('\t')[1] ?? '');
    const summary = this.summaries.get(id) ?? new Summary(id);
    summary.add(record);
    this.summaries.set(id, summary);
    return '';
  }

  private readFoot(record: DsrRecord): string {
    if (record.tooShort) {
      throw new StatementRejected('cut-off', `the footer is cut off: ${record.tooShort}`, record.line);
    }
    this.foot = record;
    return this.endBlock();
  }
}
