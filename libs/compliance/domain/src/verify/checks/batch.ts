import { add, compare, equals, type Amount, ZERO } from '@max/kernel';

import {
  APPROVED,
  contentHashOf,
  DRAFTED,
  eventsOfBatch,
  REJECTED,
  REVISED,
  SUBMITTED,
  type BatchDraft,
} from '../../facts/batch';
import { actorOf } from '../../sealing/sealed-event';
import { Fields } from '../../reading/fields';
import { PACK_FILES } from '../../pack/format';
import type { PackedEvent } from '../../pack/events-file';
import { count, NOT_CHECKED, type Check } from '../check';
import type { Findings } from '../report';

/** A person's decision as two witnesses tell it: the event's data and the stamp of who was signed in. */
const decidedBy = ({ event, where }: PackedEvent, member: string, findings: Findings): string => {
  const by = Fields.of(event.data, where).text(member);
  if (actorOf(event) !== by) findings.add(where, `says that ${by} did it, but ${actorOf(event)} was signed in`);
  return by;
};

/** Those who made, changed or submitted it: none of them may approve it. */
const makersOf = (own: readonly PackedEvent[], findings: Findings): Set<string> =>
  new Set(
    own.flatMap((step) => {
      if (step.event.type === DRAFTED) return [decidedBy(step, 'maker', findings)];
      return step.event.type === REVISED || step.event.type === SUBMITTED ? [decidedBy(step, 'by', findings)] : [];
    }),
  );

const checkOrder = (own: readonly PackedEvent[], content: BatchDraft, findings: Findings): PackedEvent | undefined => {
  const last = (...types: string[]) => own.findLast(({ event }) => types.includes(event.type));
  const [changed, submitted, approved, rejected] = [
    last(DRAFTED, REVISED),
    last(SUBMITTED),
    last(APPROVED),
    last(REJECTED),
  ];
  if (!changed || !submitted || !approved) {
    const missing = [DRAFTED, SUBMITTED, APPROVED].filter((type) => !last(type));
    findings.add(PACK_FILES.events, `the batch lacks ${missing.join(' and ')}`);
    return undefined;
  }
  if (own.filter(({ event }) => event.type === DRAFTED).length > 1) findings.add(changed.where, 'it was drafted twice');
  for (const step of [submitted, approved]) {
    const hash = Fields.of(step.event.data, step.where).text('contentHash');
    if (hash !== content.contentHash) findings.add(step.where, `is about content ${hash}, not ${content.contentHash}`);
  }
  const inOrder = changed.leafIndex < submitted.leafIndex && submitted.leafIndex < approved.leafIndex;
  if (!inOrder) findings.add(approved.where, 'draft, submission and approval are not in this order');
  if (rejected && rejected.leafIndex > submitted.leafIndex) findings.add(rejected.where, 'the batch was rejected');
  return approved;
};

export const fourEyes: Check = {
  name: 'four-eyes',
  title: 'Some people made the batch and another approved that very content, before any money moved',
  run({ events, manifest, draft }, findings) {
    if (!manifest || !draft) return (findings.add(PACK_FILES.events, 'tells no draft of the batch'), '');
    const own = eventsOfBatch(events, manifest.payoutBatchId);
    const makers = makersOf(own, findings);
    const approved = checkOrder(own, draft, findings);
    if (!approved) return '';
    const checker = decidedBy(approved, 'by', findings);
    if (makers.has(checker)) findings.add(approved.where, `${checker} approved a batch of one’s own`);
    for (const { event, leafIndex, where } of events) {
      const early = event.type === 'payouts.payout-requested.v1' && leafIndex < approved.leafIndex;
      if (early && event.data['batchId'] === draft.batchId) findings.add(where, 'money moved before the approval');
    }
    return `made by ${[...makers].join(', ')}, approved by ${checker}`;
  },
};

export const contentHash: Check = {
  name: 'content-hash',
  title: 'What was approved are exactly these payments',
  run({ draft }, findings) {
    if (!draft) return (findings.add(PACK_FILES.events, NOT_CHECKED), '');
    const hash = contentHashOf(draft);
    if (hash !== draft.contentHash) findings.add(draft.where, `the lines hash to ${hash}, not to ${draft.contentHash}`);
    return `SHA-256 ${hash}`;
  },
};

export const paymentsAsApproved: Check = {
  name: 'payments',
  title: 'Every payment is a line of the approved batch, in payee and amount',
  run({ draft, stories }, findings) {
    if (!draft) return (findings.add(PACK_FILES.events, NOT_CHECKED), '');
    const { batchId, currency } = draft;
    const outcomes = new Map<string, number>();
    let total: Amount = ZERO;
    for (const line of draft.lines) {
      const story = stories.get(line.payoutId);
      if (!story?.amount) {
        findings.add(draft.where, `no event tells what became of payout ${line.payoutId} to ${line.payeeId}`);
        continue;
      }
      if (compare(line.amount, ZERO) <= 0) findings.add(draft.where, `payout ${line.payoutId} is not above zero`);
      const same = story.payeeId === line.payeeId && story.currency === currency && story.batchId === batchId;
      if (!same || !equals(story.amount, line.amount)) {
        const [was, is] = [
          `${line.payeeId} ${currency} ${line.amount}`,
          `${story.payeeId} ${story.currency} ${story.amount}`,
        ];
        findings.add(story.where, `payout ${line.payoutId} is ${is}, but approved was ${was}`);
      }
      outcomes.set(story.outcome, (outcomes.get(story.outcome) ?? 0) + 1);
      total = add(total, line.amount);
    }
    const approved = new Set(draft.lines.map(({ payoutId }) => payoutId));
    if (approved.size !== draft.lines.length) findings.add(draft.where, 'a payout stands twice in the batch');
    for (const story of stories.values()) {
      const stray = story.batchId === batchId && !approved.has(story.payoutId);
      if (stray) findings.add(story.where, `payout ${story.payoutId} is not in the approved batch`);
    }
    const states = [...outcomes].map(([outcome, n]) => `${n} ${outcome}`).join(', ');
    return `${count(draft.lines.length, 'payment')}, ${currency} ${total}: ${states}`;
  },
};

export const bankTransfers: Check = {
  name: 'bank-transfers',
  title: 'Every paid payment names the bank transfer that was sent for it',
  run({ draft, stories }, findings) {
    if (!draft) return (findings.add(PACK_FILES.events, NOT_CHECKED), '');
    const seen = new Set<string>();
    let paid = 0;
    for (const { payoutId } of draft.lines) {
      const story = stories.get(payoutId);
      if (story?.outcome !== 'paid') continue;
      paid += 1;
      const { bankPayoutId, paidBankPayoutId, where } = story;
      if (!paidBankPayoutId) findings.add(where, 'was paid by no bank transfer');
      // the bank's news may be on record before our own note that it was sent
      if (bankPayoutId && bankPayoutId !== paidBankPayoutId) {
        findings.add(where, `transfer ${paidBankPayoutId} was paid, but ${bankPayoutId} was sent`);
      }
      if (paidBankPayoutId && seen.has(paidBankPayoutId)) {
        findings.add(where, `transfer ${paidBankPayoutId} stands for two payments`);
      }
      if (paidBankPayoutId) seen.add(paidBankPayoutId);
    }
    return `${count(paid, 'bank transfer')}`;
  },
};
