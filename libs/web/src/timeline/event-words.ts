import { isObject, textAt } from './json';

/** An event as the audit log gives it: who, what, when, why, and its place in the log. */
export interface LoggedEvent {
  readonly type: string;
  readonly data: unknown;
}

type Words = string | ((data: Record<string, unknown>) => string);

const reason = (data: Record<string, unknown>): string => (textAt(data, 'reason') ? `: ${textAt(data, 'reason')}` : '');

const WORDS: Readonly<Record<string, Words>> = {
  'royalties.statement-received': (d) => `Received ${textAt(d, 'fileName') ?? 'a file'}`,
  'royalties.statement-parsed': 'Read to its end',
  'royalties.statement-needs-attention': 'Stopped: a control total does not hold',
  'royalties.statement-accepted': (d) => `Accepted as it is${reason(d)}`,
  'royalties.statement-rejected': (d) => `Rejected${reason(d)}`,
  'royalties.statement-failed': (d) =>
    `${textAt(d, 'step') === 'booking' ? 'Booking' : 'Reading'} has failed${reason(d)}`,
  'royalties.statement-booking-requested': 'Booking asked for',
  'royalties.statement-booked': 'Booked into the ledger',
  'royalties.statement-superseded': 'Replaced by a corrected file',
  'royalties.split-sheet-agreed': 'Split sheet agreed',
  'catalog.import-received': (d) => `Catalogue file ${textAt(d, 'fileName') ?? ''} received`,
  'catalog.import-finished': 'Catalogue file imported',
  'catalog.import-rejected': (d) => `Catalogue file rejected${reason(d)}`,
  'catalog.import-failed': (d) => `Catalogue file could not be taken in${reason(d)}`,
  'catalog.artist-registered': (d) => `Artist ${textAt(d, 'name') ?? ''} registered`,
  'catalog.release-registered': (d) => `Release ${textAt(d, 'title') ?? ''} registered`,
  'catalog.track-registered': (d) => `Track ${textAt(d, 'title') ?? ''} registered`,
  'catalog.track-corrected': (d) => `Track ${textAt(d, 'title') ?? ''} corrected`,
  'payouts.payee-registered': (d) => `Payee ${textAt(d, 'name') ?? ''} registered`,
  'payouts.payout-method-set': 'Payout method set',
  'payouts.batch-drafted': 'Batch drafted',
  'payouts.batch-submitted': 'Submitted for approval',
  'payouts.batch-approved': 'Approved',
  'payouts.batch-rejected': (d) => `Rejected${reason(d)}`,
  'payouts.approval-refused': (d) => `Approval refused: ${textAt(d, 'because') ?? 'not allowed'}`,
  'payouts.payout-requested': (d) => `Payout of ${textAt(d, 'amount') ?? '?'} ${textAt(d, 'currency') ?? ''} asked for`,
  'payouts.payout-skipped': (d) => `Not paid in this batch${reason(d)}`,
  'payouts.payout-sent': 'Sent to the bank',
  'payouts.payout-outcome-unknown': (d) => `No clear answer from the provider${reason(d)}`,
  'payouts.payout-paid': 'Paid',
  'payouts.payout-failed': (d) => `Failed${reason(d)}`,
  'payouts.payout-returned': (d) => `Sent back by the bank${reason(d)}`,
  'compliance.evidence-pack-requested': 'Evidence pack asked for',
  'compliance.evidence-pack-built': 'Evidence pack made',
  'compliance.evidence-pack-failed': (d) => `Evidence pack failed${reason(d)}`,
  'compliance.evidence-pack-downloaded': 'Evidence pack downloaded',
  'compliance.pack-building-told': 'Making of an evidence pack went on',
  'compliance.audit-log-read': 'Audit log read',
  'identity.user-registered': 'User registered',
  'identity.role-granted': (d) => `Role ${textAt(d, 'role') ?? ''} granted`,
  'identity.role-revoked': (d) => `Role ${textAt(d, 'role') ?? ''} revoked`,
  'identity.payee-linked': 'Linked to a payee',
  'identity.signed-in': 'Signed in',
  'identity.sign-in-refused': (d) => `Sign-in refused${reason(d)}`,
  'identity.locked-out': 'Locked out after failures',
  'identity.signed-out': 'Signed out',
};

/** An event in plain words; one that has none yet says its type. */
export const eventWords = (event: LoggedEvent): string => {
  const words = WORDS[event.type.replace(/\.v\d+$/, '')];
  if (words === undefined) return event.type;
  return typeof words === 'string' ? words : words(isObject(event.data) ? event.data : {});
};

/** Every event type that has words, for the filter of the audit log. */
export const KNOWN_EVENT_TYPES: readonly string[] = Object.keys(WORDS);
