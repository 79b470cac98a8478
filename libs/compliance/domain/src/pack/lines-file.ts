import { canonicalJson, type Amount, type Currency } from '@max/kernel';

import { Fields, parseJson } from '../reading/fields';
import { utf8, type Row } from '../reading/rows';

/** A line of a sales report as this verifier reads it. */
export interface Line {
  readonly line: number;
  readonly isrc: string | null;
  readonly upc: string | null;
  readonly title: string | null;
  readonly artist: string | null;
  readonly service: string;
  readonly territory: string | null;
  readonly saleMonth: string;
  readonly quantity: string;
  readonly amount: Amount;
  readonly currency: Currency;
}

/** One row of `lines.ndjson`, with its line feed: exactly what a group's `linesHash` is made of. */
export const lineRow = (line: object): string => `${canonicalJson(line)}\n`;

/** @throws Malformed */
export const readLineRow = ({ number, bytes }: Row, path: string): Line => {
  const where = `${path} line ${number}`;
  return readLine(Fields.of(parseJson(utf8(bytes, where), where), where));
};

/** @throws Malformed */
export const readLine = (row: Fields): Line => ({
  line: row.whole('line'),
  isrc: row.textOrNull('isrc'),
  upc: row.textOrNull('upc'),
  title: row.textOrNull('title'),
  artist: row.textOrNull('artist'),
  service: row.text('service'),
  territory: row.textOrNull('territory'),
  saleMonth: row.text('saleMonth'),
  quantity: row.text('quantity'),
  amount: row.amount('amount'),
  currency: row.currency('currency'),
});
