import { type Amount, type Posting } from '@max/kernel';

import type { PackedEvent } from '../pack/events-file';
import { Fields } from '../reading/fields';

import { postingsOf } from './postings';

export const BOOKED = 'royalties.statement-booked.v1';
export const SHEET_AGREED = 'royalties.split-sheet-agreed.v1';

/** A booked statement: the root over its breakdown, and the postings. */
export interface Booking {
  readonly statementId: string;
  readonly groupsRoot: string;
  readonly groupCount: number;
  readonly corrects: string | null;
  readonly postings: readonly Posting[];
  readonly leafIndex: number;
  readonly where: string;
}

/** @throws Malformed */
export const bookingsOf = (events: readonly PackedEvent[]): Booking[] =>
  events
    .filter(({ event }) => event.type === BOOKED)
    .map(({ event, leafIndex, where }) => {
      const fields = Fields.of(event.data, where);
      return {
        statementId: fields.text('statementId'),
        groupsRoot: fields.digest('groupsRoot'),
        groupCount: fields.whole('groupCount'),
        corrects: fields.textOrNull('corrects'),
        postings: postingsOf(event, where),
        leafIndex,
        where,
      };
    });

/** Who gets which part of a recording or a release, from a day on. */
export interface SplitSheet {
  readonly sheetId: string;
  readonly stream: string;
  readonly isrc: string | null;
  readonly upc: string | null;
  /** YYYY-MM-DD. */
  readonly effectiveFrom: string;
  readonly shares: readonly { readonly payeeId: string; readonly percent: Amount }[];
  readonly leafIndex: number;
  readonly where: string;
}

/** @throws Malformed */
export const splitSheetsOf = (events: readonly PackedEvent[]): SplitSheet[] =>
  events
    .filter(({ event }) => event.type === SHEET_AGREED)
    .map(({ event, leafIndex, where }) => {
      const fields = Fields.of(event.data, where);
      const target = fields.fields('target');
      return {
        sheetId: fields.text('sheetId'),
        stream: event.stream,
        isrc: target.has('isrc') ? target.text('isrc') : null,
        upc: target.has('upc') ? target.text('upc') : null,
        effectiveFrom: fields.text('effectiveFrom'),
        shares: fields.each('shares', (share) => ({
          payeeId: share.text('payeeId'),
          percent: share.amount('percent'),
        })),
        leafIndex,
        where,
      };
    });
