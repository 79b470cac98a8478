import { listOf, lit } from '../duckdb';
import { limbColumns } from '../exact-sum';
import { sqlName } from '../tabular/tabular-rows';
import type { SalesCell } from '../tabular/layouts';
import { REASONS } from './reasons';
import { ISO_3166_1, NO_TERRITORY, TERRITORY_ALIASES } from './territories';

const CURRENCIES = Intl.supportedValuesOf('currency');
const OTHER_TERRITORIES = [...NO_TERRITORY, ...Object.keys(TERRITORY_ALIASES)];
const MAX_DIGITS = 38;
const SHOWN_CHARACTERS = 60;

/**
 * SQL that checks rows as written (see `tabularRows`) and answers each with either `code` null and its cells in
 * canonical form, or `code`, `cell` and `reason`. The first reason found stands.
 */
export const checkRows = (source: string): string => `
  SELECT line, CASE WHEN code IS NOT NULL THEN raw END AS raw, hash(raw) AS raw_hash, code, ${reasonColumns()},
    nullif(isrc1, '') AS isrc, upc14 AS upc, upc1 <> '' AND upc14 IS NULL AS upc_ignored,
    nullif(title, '') AS title, nullif(artist, '') AS artist, service,
    ${territory()} AS territory,
    left(sale_month, 7) || '-01' AS sale_month,
    coalesce(nullif(quantity1, ''), '0') AS quantity,
    CASE WHEN neg THEN '-' ELSE '' END || CASE WHEN ip = '' THEN '0' ELSE ip END ||
      CASE WHEN fp = '' THEN '' ELSE '.' || fp END AS amount,
    upper(currency) AS currency,
    ${limbColumns('ip', 'fp', 'neg')}
  FROM (SELECT *, ${code()} AS code FROM (${digits(source)}))`;

/** Parentheses and a trailing minus mean negative; the digits before and after the point apart. */
function digits(source: string): string {
  return `
    SELECT *, starts_with(amount1, '-') AND ltrim(ip || fp, '0') <> '' AS neg, ${gtin('upc1')} AS upc14
    FROM (
      SELECT *, ltrim(split_part(ltrim(amount1, '-'), '.', 1), '0') AS ip,
        split_part(ltrim(amount1, '-'), '.', 2) AS fp
      FROM (
        SELECT *, upper(replace(replace(isrc, '-', ''), ' ', '')) AS isrc1,
          replace(replace(replace(upc, '-', ''), ' ', ''), '''', '') AS upc1,
          ${signed('amount')} AS amount1, ${signed('quantity')} AS quantity1
        FROM (${source})))`;
}

function signed(cell: string): string {
  return `CASE
    WHEN ${cell} LIKE '(%)' THEN '-' || trim(${cell}[2:-2])
    WHEN ${cell} LIKE '_%-' THEN '-' || trim(${cell}[1:-2])
    WHEN starts_with(${cell}, '+') THEN ${cell}[2:]
    ELSE ${cell} END`;
}

function code(): string {
  return `CASE
    WHEN bad_code IS NOT NULL THEN bad_code
    WHEN amount1 = '' THEN 'missing-amount'
    WHEN NOT regexp_full_match(amount1, '-?([0-9]+[.]?[0-9]*|[.][0-9]+)') THEN CASE
      WHEN regexp_full_match(amount1, '-?[0-9]{1,3}(,[0-9]{3})+([.][0-9]*)?') THEN 'thousands-separator'
      WHEN regexp_full_match(amount1, '-?[0-9.]*,[0-9]+') THEN 'decimal-comma'
      WHEN regexp_full_match(amount1, '-?[0-9.]+[eE][+-]?[0-9]+') THEN 'exponent-notation'
      ELSE 'not-a-number' END
    WHEN length(ip) + length(fp) > ${MAX_DIGITS} THEN 'amount-too-long'
    WHEN quantity1 <> '' AND NOT regexp_full_match(quantity1, '-?[0-9]{1,30}([.][0-9]{1,8})?') THEN 'bad-quantity'
    WHEN NOT regexp_full_match(sale_month, '(19|20)[0-9]{2}-(0[1-9]|1[0-2])(-[0-9]{2})?') THEN 'bad-sale-month'
    WHEN CASE WHEN length(sale_month) = 10 THEN try_cast(sale_month AS DATE) IS NULL ELSE false END
      THEN 'bad-sale-month'
    WHEN NOT ${isOneOf('upper(currency)', CURRENCIES)} THEN 'unknown-currency'
    WHEN NOT (${isOneOf('upper(territory)', ISO_3166_1)} OR upper(territory) IN ${listOf(OTHER_TERRITORIES)})
      THEN 'unknown-territory'
    WHEN isrc1 <> '' AND NOT regexp_full_match(isrc1, '[A-Z]{2}[A-Z0-9]{3}[0-9]{7}') THEN 'bad-isrc'
  END`;
}

/** Codes of one length each: a search in one text is many times faster than comparing with every code. */
function isOneOf(value: string, codes: readonly string[]): string {
  const length = codes[0]?.length ?? 0;
  return `(length(${value}) = ${length} AND contains(${lit(` ${codes.join(' ')} `)}, ' ' || ${value} || ' '))`;
}

/**
 * GS1 check digit over 14 digits; lost leading zeros come back by padding, which the check allows. Null when wrong.
 * Nested, because the engine would otherwise try to read a number from every blank.
 */
function gtin(upc: string): string {
  const number = `CAST(${upc} AS UBIGINT)`;
  const digit = (i: number): string => `((${number} // ${10n ** BigInt(i)}) % 10) * ${i % 2 === 0 ? 1 : 3}`;
  const sum = Array.from({ length: 14 }, (_, i) => digit(i)).join(' + ');
  return `CASE WHEN ${upc} = '' THEN NULL WHEN regexp_full_match(${upc}, '[0-9]{8,14}') THEN
    CASE WHEN ${number} > 0 AND (${sum}) % 10 = 0 THEN lpad(${upc}, 14, '0') END END`;
}

function territory(): string {
  const aliases = Object.entries(TERRITORY_ALIASES).map(([from, to]) => `WHEN ${lit(from)} THEN ${lit(to)}`);
  const none = NO_TERRITORY.map((code) => `WHEN ${lit(code)} THEN NULL`);
  return `CASE upper(territory) ${[...aliases, ...none].join(' ')} ELSE upper(territory) END`;
}

function reasonColumns(): string {
  const known = Object.entries(REASONS).map(([name, reason]) => ({ name, ...reason }));
  const value = (cell: SalesCell | null): string => (cell === null ? 'bad_value' : sqlName(cell));
  const cells = known.map(({ name, cell }) => `WHEN ${lit(name)} THEN ${cell === null ? 'bad_cell' : lit(cell)}`);
  const texts = known.map(
    ({ name, cell, text }) =>
      `WHEN ${lit(name)} THEN ${lit(`${text}: “`)} || left(coalesce(${value(cell)}, ''), ${SHOWN_CHARACTERS}) || '”'`,
  );
  return `CASE code ${cells.join(' ')} END AS cell, CASE code ${texts.join(' ')} END AS reason`;
}
