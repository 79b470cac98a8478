import type { DsrHead } from './head';
import type { DsrRecord } from './records';
import type { DsrRow } from './row';
import { Summary } from './summaries';

/** What the lines of a report share. */
export interface DsrContext {
  readonly head: DsrHead;
  readonly summaries: ReadonlyMap<string, Summary>;
}

const SALES = new Set(['SU01', 'SU02', 'SU03', 'LI01', 'SR01', 'SR02', 'SR03', 'SR06']);

export const isSale = (record: DsrRecord): boolean => SALES.has(record.base);

/**
 * The sales lines of one block. A malformed record that gives the block its meaning (a release, a resource) rejects
 * all of the block's lines, with its own line and reason; a malformed sales record rejects itself.
 */
export const linesOfBlock = (records: readonly DsrRecord[], context: DsrContext): DsrRow[] => {
  const broken = records.find((record) => record.tooShort && !isSale(record));
  const resources = records.filter(({ base }) => base === 'AS01' || base === 'AS02');
  const releases = records.filter(({ base }) => base === 'RE01');
  const rows: DsrRow[] = [];
  let usage: { record: DsrRecord; lines: number } | undefined;
  for (const [i, record] of records.entries()) {
    if (!isSale(record)) continue;
    if (record.base === 'SU03') {
      usage = { record, lines: 0 };
      // its LI01 records say what is due to whom; without any, its own net revenue is the money
      if (records.slice(i + 1).find(isSale)?.base === 'LI01') continue;
    }
    const parent = record.base === 'LI01' ? usage?.record : undefined;
    const first = usage === undefined || usage.lines === 0;
    if (usage) usage.lines += 1;
    const row = lineOf({ record, parent, first, resources, releases, context });
    rows.push(
      broken && !record.tooShort
        ? {
            ...row,
            badCode: 'bad-record',
            badCell: broken.type,
            badValue: `line ${broken.line}: ${broken.tooShort ?? ''}`,
          }
        : row,
    );
  }
  return rows;
};

interface Sale {
  readonly record: DsrRecord;
  /** The SU03 that an LI01 divides. */
  readonly parent: DsrRecord | undefined;
  /** Only the first LI01 of a usage counts its usages: the others are shares of the same ones. */
  readonly first: boolean;
  readonly resources: readonly DsrRecord[];
  readonly releases: readonly DsrRecord[];
  readonly context: DsrContext;
}

function lineOf(sale: Sale): DsrRow {
  const { record, parent, context } = sale;
  const summaryId = record.cell('SummaryRecordId') || (parent?.cell('SummaryRecordId') ?? '');
  const summary = context.summaries.get(summaryId);
  const { service, territory } = summary?.context(record.cell('RightsController')) ?? { service: '', territory: '' };
  const subject = subjectOf(sale);
  const bearing = (record.cell('IsRoyaltyBearing') || (parent?.cell('IsRoyaltyBearing') ?? '')).toLowerCase();
  const row: DsrRow = {
    line: record.line,
    raw: record.raw,
    isrc: (subject?.cell('ISRC') ?? '').split('|')[0] ?? '',
    upc: subject?.cell('ICPN') || (sale.releases[0]?.cell('ICPN') ?? ''),
    title: subject?.cell('Title') ?? '',
    artist: (subject?.cell('DisplayArtistName') ?? '').replaceAll('|', ', '),
    service: service || context.head.sender,
    territory,
    saleMonth: monthOf(record, parent, context.head),
    quantity: quantityOf(sale),
    amount: amountOf(record),
    currency: summary?.currency ?? '',
    summary: summaryId,
    royaltyBearing: !['false', '0', 'no'].includes(bearing),
  };
  if (record.tooShort)
    return { ...row, badCode: 'wrong-column-count', badCell: record.type, badValue: record.tooShort };
  if (!summary) return { ...row, badCode: 'unknown-summary', badCell: 'SummaryRecordId', badValue: summaryId };
  if (!subject)
    return {
      ...row,
      badCode: 'unknown-reference',
      badCell: 'TransactedResource',
      badValue: record.cell('TransactedResource'),
    };
  return row;
}

/** What was sold: the resource referred to, else the block's only one, else the release as a whole. */
function subjectOf({ record, resources, releases }: Sale): DsrRecord | undefined {
  if (record.base.startsWith('SR')) return record;
  const resource = record.cell('TransactedResource');
  if (resource !== '') return resources.find((one) => one.cell('ResourceReference') === resource);
  const release = record.cell('TransactedRelease');
  if (release !== '') return releases.find((one) => one.cell('ReleaseReference') === release);
  return resources[0] ?? releases[0];
}

/** Validity periods are `YYYYMMDD` or `YYYY-MM-DD`; without one the month is that of the report's first day. */
function monthOf(record: DsrRecord, parent: DsrRecord | undefined, head: DsrHead): string {
  const start = record.cell('ValidityPeriodStart') || (parent?.cell('ValidityPeriodStart') ?? '') || head.from;
  return start.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
}

function quantityOf({ record, parent, first }: Sale): string {
  if (record.base === 'LI01') {
    return record.cell('AllocatedUsages') || (first ? (parent?.cell('Usages') ?? '') : '0');
  }
  const usages = record.cell('Usages');
  const returns = record.cell('Returns');
  if (returns === '' || /^0+$/.test(returns) || !/^\d+$/.test(usages) || !/^\d+$/.test(returns)) return usages;
  return (BigInt(usages) - BigInt(returns)).toString();
}

/** The amount due where it is stated and not zero, else the net revenue it is due on; blank for Basic Audio. */
function amountOf(record: DsrRecord): string {
  const due = record.cell('AllocatedAmount');
  const net = record.base === 'SU03' ? record.cell('NetRevenue') : record.cell('AllocatedNetRevenue');
  const zero = (text: string): boolean => text === '' || /^0*\.?0*$/.test(text);
  if (!zero(due)) return due;
  return zero(net) ? due || net || (record.base === 'SR03' ? record.cell('NetRevenue') : '') : net;
}
