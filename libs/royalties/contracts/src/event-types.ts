import { defineEvents } from '@max/kernel';

import type { RoyaltiesEvent } from './events';

const statement = { stream: 'statement-<statementId>', since: '0.1.0' };

export const royaltiesEvents = defineEvents<RoyaltiesEvent>({
  context: 'royalties',
  union: 'RoyaltiesEvent',
  types: {
    'royalties.statement-received.v1': { ...statement, says: 'A sales report came in.' },
    'royalties.statement-parsed.v1': { ...statement, says: 'Every line of the report was read or rejected.' },
    'royalties.statement-needs-attention.v1': {
      ...statement,
      says: 'A control total of the report does not hold: a person must look before it can be booked.',
    },
    'royalties.statement-accepted.v1': { ...statement, says: 'A person looked and accepted the report, and why.' },
    'royalties.statement-rejected.v1': { ...statement, says: 'The report can not be taken, and why.' },
    'royalties.statement-failed.v1': {
      ...statement,
      says: 'The report could not be read or booked for reasons that are not its own, and why. It can be tried again.',
    },
    'royalties.statement-booking-requested.v1': { ...statement, says: 'The report is to be booked.' },
    'royalties.statement-booked.v1': {
      ...statement,
      says: 'The report was divided and posted to payees and suspense; the postings sum to zero.',
    },
    'royalties.statement-superseded.v1': { ...statement, says: 'A corrected report takes the place of this one.' },
    'royalties.split-sheet-agreed.v1': {
      stream: 'splitSheet-<isrc or gtin>',
      since: '0.1.0',
      says: 'Who gets which share of a recording or a release, from a day on.',
    },
  },
});
