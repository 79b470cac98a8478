import type { Action } from '@max/identity/contracts';
import type { IconName } from '@max/web';

/** One kind of work that may be waiting: where to count it and where to do it. */
export interface Work {
  readonly title: string;
  readonly detail: string;
  readonly icon: IconName;
  readonly path: string;
  readonly filter: Readonly<Record<string, string>>;
  readonly needs: { readonly action: Action; readonly kind: string };
  readonly urgent?: boolean;
}

/** The path is both the list of the API and the page of it; so is the filter. */
export const WORK: readonly Work[] = [
  {
    title: 'Need attention',
    detail: 'A control total does not hold: look, then accept or send it back.',
    icon: 'alert',
    path: 'statements',
    filter: { status: 'needs-attention' },
    needs: { action: 'approve', kind: 'Statement' },
    urgent: true,
  },
  {
    title: 'To book',
    detail: 'Read and checked; their money is not yet credited.',
    icon: 'statement',
    path: 'statements',
    filter: { status: 'parsed' },
    needs: { action: 'book', kind: 'Statement' },
  },
  {
    title: 'To approve',
    detail: 'Somebody made them and waits for a second pair of eyes.',
    icon: 'payout',
    path: 'payout-batches',
    filter: { status: 'submitted' },
    needs: { action: 'approve', kind: 'PayoutBatch' },
    urgent: true,
  },
  {
    title: 'Payouts returned',
    detail: 'The bank sent them back; the money is on the balance again.',
    icon: 'refresh',
    path: 'payouts',
    filter: { state: 'returned' },
    needs: { action: 'read', kind: 'Payout' },
  },
  {
    title: 'Payouts failed',
    detail: 'The bank did not take them; the reason is with each.',
    icon: 'close',
    path: 'payouts',
    filter: { state: 'failed' },
    needs: { action: 'read', kind: 'Payout' },
  },
];
