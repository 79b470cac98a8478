import type { SalesCell } from '../tabular/layouts';

/** Why a line is rejected: which cell, and what to say before the offending value. */
export interface Reason {
  readonly cell: SalesCell | null;
  readonly text: string;
}

export const REASONS = {
  'wrong-column-count': { cell: null, text: 'the line has the wrong number of columns' },
  'missing-amount': { cell: 'amount', text: 'the amount is blank' },
  'thousands-separator': {
    cell: 'amount',
    text: 'the amount has a thousands separator, which this format does not use',
  },
  'decimal-comma': { cell: 'amount', text: 'the amount has a decimal comma; this format writes a point' },
  'exponent-notation': { cell: 'amount', text: 'the amount has an exponent: a spreadsheet has rounded it' },
  'not-a-number': { cell: 'amount', text: 'the amount is not a number' },
  'amount-too-long': { cell: 'amount', text: 'the amount has more than 38 digits' },
  'bad-quantity': { cell: 'quantity', text: 'the quantity is not a number' },
  'bad-sale-month': { cell: 'saleMonth', text: 'the month of sale is not a month (YYYY-MM or YYYY-MM-DD)' },
  'unknown-currency': { cell: 'currency', text: 'the currency is not an ISO 4217 code' },
  'unknown-territory': { cell: 'territory', text: 'the territory is not an ISO 3166-1 code' },
  'bad-isrc': { cell: 'isrc', text: 'the ISRC is malformed' },
  // of DDEX records, found while they are brought into lines
  'unknown-summary': { cell: null, text: 'the record refers to a summary record that is not there' },
  'unknown-reference': { cell: null, text: 'the record refers to a release or resource that its block does not have' },
  'bad-record': { cell: null, text: 'a record of the block is malformed' },
} as const satisfies Record<string, Reason>;

export type ReasonCode = keyof typeof REASONS;
