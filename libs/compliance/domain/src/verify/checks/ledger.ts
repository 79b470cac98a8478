import { add, balanced, equals, isNegative, isZero, negate, sum, ZERO, type Amount, type Posting } from '@max/kernel';

import { netOf, payeeAccount, postingsOf } from '../../facts/postings';
import { BOOKED, type Booking } from '../../facts/statement';
import { PACK_FILES } from '../../pack/format';
import type { PackedEvent } from '../../pack/events-file';
import { count, NOT_CHECKED, type Check } from '../check';
import type { Pack } from '../load-pack';
import type { Findings } from '../report';

export const postingsBalance: Check = {
  name: 'double-entry',
  title: 'The postings of every event sum to zero in every currency',
  run({ events }, findings) {
    let postings = 0;
    for (const { event, where } of events) {
      findings.attempt(where, () => (postings += balanced(postingsOf(event, where)).length));
    }
    return count(postings, 'posting');
  },
};

/** What the packed groups of a statement give a payee in a currency. */
const shareIn = ({ statements }: Pack, statementId: string, payeeId: string, currency: string): Amount =>
  sum(
    (statements.get(statementId)?.groups ?? []).flatMap(({ group }) =>
      group.currency === currency ? group.shares.filter((s) => s.payeeId === payeeId).map((s) => s.amount) : [],
    ),
  );

const currenciesOf = (pack: Pack, { postings, statementId, corrects }: Booking): Set<string> =>
  new Set([
    ...postings.map(({ currency }) => currency),
    ...[statementId, corrects].flatMap((id) =>
      (pack.statements.get(id ?? '')?.groups ?? []).map(({ group }) => group.currency),
    ),
  ]);

export const creditsFollow: Check = {
  name: 'credits',
  title: 'What each payee was credited is the sum of the payee’s shares, line by line',
  run(pack, findings) {
    if (!pack.draft) return (findings.add(PACK_FILES.events, NOT_CHECKED), '');
    const payees = new Set(pack.draft.lines.map(({ payeeId }) => payeeId));
    let credits = 0;
    for (const booking of pack.bookings) {
      const { statementId, corrects, postings, where } = booking;
      for (const currency of currenciesOf(pack, booking)) {
        for (const payeeId of payees) {
          const posted = netOf(postings, payeeAccount(payeeId), currency);
          const earlier = corrects ? shareIn(pack, corrects, payeeId, currency) : ZERO;
          const shares = add(shareIn(pack, statementId, payeeId, currency), negate(earlier));
          if (!isZero(posted)) credits += 1;
          if (equals(posted, shares)) continue;
          findings.add(where, `${payeeId} was credited ${currency} ${posted}, but the shares come to ${shares}`);
        }
      }
    }
    return `${count(credits, 'credit')} in ${count(pack.bookings.length, 'booking')}`;
  },
};

/** Balances of the batch's payees in all currencies, event by event; whatever credits them must be accounted for. */
class Balances {
  private readonly balances = new Map<string, Amount>();
  /** What a payout has taken from its payee and not given back. */
  private readonly outstanding = new Map<string, Amount>();

  constructor(
    private readonly payees: ReadonlySet<string>,
    private readonly findings: Findings,
  ) {}

  post(entry: PackedEvent, postings: readonly Posting[]): void {
    for (const payeeId of this.payees) {
      const account = payeeAccount(payeeId);
      for (const currency of new Set(postings.filter((p) => p.account === account).map((p) => p.currency))) {
        this.apply(entry, payeeId, currency, netOf(postings, account, currency));
      }
    }
  }

  private apply(entry: PackedEvent, payeeId: string, currency: string, net: Amount): void {
    const { event, where } = entry;
    const key = `${payeeId} ${currency}`;
    const balance = add(this.balances.get(key) ?? ZERO, net);
    this.balances.set(key, balance);
    if (event.type === BOOKED) return; // its credits are proven from the lines
    const payoutId = typeof event.data['payoutId'] === 'string' ? event.data['payoutId'] : '';
    const rest = add(this.outstanding.get(payoutId) ?? ZERO, negate(net));
    this.outstanding.set(payoutId, rest);
    if (payoutId === '') this.findings.add(where, `moves ${currency} ${net} of ${payeeId} for no reason known here`);
    else if (isNegative(rest)) this.findings.add(where, `gives ${payeeId} back more than payout ${payoutId} had taken`);
    if (isNegative(net) && isNegative(balance)) {
      this.findings.add(
        where,
        `takes ${currency} ${negate(net)} from ${payeeId}, who had too little: ${balance} is left`,
      );
    }
  }
}

export const moneyCovered: Check = {
  name: 'cover',
  title: 'No payee was paid more than was credited, less what was paid before',
  run({ events, draft }, findings) {
    if (!draft) return (findings.add(PACK_FILES.events, NOT_CHECKED), '');
    const payees = new Set(draft.lines.map(({ payeeId }) => payeeId));
    const balances = new Balances(payees, findings);
    for (const entry of events)
      findings.attempt(entry.where, () => balances.post(entry, postingsOf(entry.event, entry.where)));
    return count(payees.size, 'payee');
  },
};

export const payoutsPosted: Check = {
  name: 'payout-postings',
  title: 'Each payment takes its amount from its payee, and the bank’s account moves by the same',
  run({ events, stories }, findings) {
    let posted = 0;
    for (const { event, where } of events) {
      const story = typeof event.data['payoutId'] === 'string' ? stories.get(event.data['payoutId']) : undefined;
      const direction = DIRECTIONS.get(event.type);
      if (!direction) continue;
      posted += 1;
      const { payeeId, amount, currency } = story ?? {};
      if (!payeeId || !amount || !currency) {
        findings.add(where, 'belongs to a payout of which the request is missing');
        continue;
      }
      findings.attempt(where, () => {
        const postings = postingsOf(event, where);
        const net =
          direction.account === 'payee'
            ? netOf(postings, payeeAccount(payeeId), currency)
            : bankNet(postings, currency);
        const expected = direction.sign < 0 ? negate(amount) : amount;
        if (!equals(net, expected))
          throw new Error(`posts ${currency} ${net} to the ${direction.account}, not ${expected}`);
      });
    }
    return count(posted, 'event');
  },
};

const DIRECTIONS = new Map<string, { account: 'payee' | 'bank'; sign: 1 | -1 }>([
  ['payouts.payout-requested.v1', { account: 'payee', sign: -1 }],
  ['payouts.payout-paid.v1', { account: 'bank', sign: 1 }],
  ['payouts.payout-failed.v1', { account: 'payee', sign: 1 }],
  ['payouts.payout-returned.v1', { account: 'payee', sign: 1 }],
]);

const bankNet = (postings: readonly Posting[], currency: string): Amount =>
  sum(postings.filter((p) => p.account.startsWith('bank:') && p.currency === currency).map((p) => p.amount));
