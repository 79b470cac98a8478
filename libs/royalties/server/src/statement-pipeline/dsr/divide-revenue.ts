import type { DuckDBConnection } from '@duckdb/node-api';
import Big from 'big.js';

import { lit, rows, text } from '../duckdb';
import type { DsrHead } from './head';
import type { Summary } from './summaries';

/** Decimals of a line's part of the revenue, where the arithmetic leaves room for them. */
const LINE_SCALE = 12;
/** Below 2^127: what a HUGEINT product may reach. */
const HUGE = Big('1e38');

/**
 * Basic Audio states money only for a summary. Its revenue is divided over the summary's royalty-bearing lines by
 * usages with the largest remainder, ties to the smaller line number, so that the lines come to the revenue exactly.
 * In a report of several files the usages of the other files take part as a rest. Lines that are rejected keep their
 * part: it is not handed to others. Answers SQL for the rows with their amounts.
 */
export const divideRevenue = async (
  db: DuckDBConnection,
  source: string,
  summaries: ReadonlyMap<string, Summary>,
  head: DsrHead,
): Promise<string> => {
  await db.run(`CREATE TABLE sold AS SELECT *, try_cast(quantity AS DECIMAL(38, 8)) AS q FROM (${source})`);
  await db.run(`CREATE TABLE plan (summary VARCHAR, units HUGEINT, scale INTEGER, factor HUGEINT, rest HUGEINT)`);
  const usages = await rows(
    db,
    `SELECT summary, sum(q) FILTER (bearing)::VARCHAR AS counted, sum(q)::VARCHAR AS "all",
       max(length(rtrim(split_part(q::VARCHAR, '.', 2), '0')))::VARCHAR AS decimals
     FROM sold WHERE q IS NOT NULL GROUP BY summary`,
  );
  for (const row of usages) {
    const plan = planOf(summaries.get(text(row, 'summary')), row['counted'], row['all'], text(row, 'decimals'), head);
    if (!plan) continue;
    await db.run(
      `INSERT INTO plan VALUES (${lit(text(row, 'summary'))}, ${plan.units}, ${plan.scale}, ${plan.factor}, ${plan.rest})`,
    );
  }
  await db.run(PARTS);
  return `SELECT sold.* REPLACE (CASE WHEN parts.units IS NULL THEN '0'
      ELSE ${decimalText('parts.units', 'parts.scale')} END AS amount)
    FROM sold LEFT JOIN parts USING (line)`;
};

/** A part for each line: cut downwards, then one unit each to the largest remainders. */
const PARTS = `
  CREATE TABLE parts AS
  SELECT line, scale, cut + CASE WHEN rank <= missing THEN 1 ELSE 0 END AS units FROM (
    SELECT line, summary, scale, cut, units - sum(cut) OVER (PARTITION BY summary) AS missing,
      row_number() OVER (PARTITION BY summary ORDER BY remainder DESC, line) AS rank
    FROM (
      SELECT line, summary, scale, units,
        (units * w - ((units * w) % total + total) % total) // total AS cut,
        ((units * w) % total + total) % total AS remainder
      FROM (
        SELECT line, summary, scale, units, w, sum(w) OVER (PARTITION BY summary)::HUGEINT AS total
        FROM (
          SELECT line, summary, plan.scale, plan.units, (q * 100000000)::HUGEINT // plan.factor AS w
          FROM sold JOIN plan USING (summary) WHERE bearing AND q IS NOT NULL
          UNION ALL
          SELECT 9223372036854775807 AS line, summary, scale, units, rest AS w FROM plan WHERE rest > 0))))`;

/** Null when there is nothing to divide, or nothing to divide by; the control totals then say so. */
function planOf(summary: Summary | undefined, countedText: unknown, allText: unknown, decimals: string, head: DsrHead) {
  const revenue = summary?.revenue;
  const counted = Big(typeof countedText === 'string' ? countedText : '0');
  if (!revenue || revenue.eq(0) || counted.lte(0)) return undefined;
  const all = Big(typeof allText === 'string' ? allText : '0');
  const stated = summary.statedUsages[0] ?? all;
  const others = head.numberOfFiles > 1 && stated.gt(all) ? stated.minus(all) : Big(0);
  const places = Number(decimals);
  const weights = counted.plus(others).times(Big(10).pow(places));
  const scale = [LINE_SCALE, 8, 6, 4, 2].find((s) => revenue.abs().times(Big(10).pow(s)).times(weights).lt(HUGE));
  const own = (revenue.toFixed().split('.')[1] ?? '').length;
  if (scale === undefined || scale < own)
    throw new RangeError(`the revenue ${revenue.toFixed()} is too large to divide`);
  return {
    units: revenue.times(Big(10).pow(scale)).toFixed(0),
    scale,
    factor: (10n ** BigInt(8 - places)).toString(),
    rest: others.times(Big(10).pow(places)).toFixed(0),
  };
}

/** SQL: a HUGEINT count of units of 10^-scale as a plain decimal. */
function decimalText(units: string, scale: string): string {
  const digits = `lpad(abs(${units})::VARCHAR, greatest(length(abs(${units})::VARCHAR), ${scale} + 1)::INTEGER, '0')`;
  return `CASE WHEN ${units} < 0 THEN '-' ELSE '' END || left(${digits}, length(${digits}) - ${scale}) || '.' || right(${digits}, ${scale})`;
}
