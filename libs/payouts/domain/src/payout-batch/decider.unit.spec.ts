import { amount, currency, type PayeeId, type PayoutBatchId, type PayoutId, type UserId } from '@max/kernel';
import { given } from '@max/kernel/testing';

import { contentHashOf } from '../content-hash';

import { payoutBatch } from './decider';
import {
  BadLines,
  BatchExists,
  ContentChanged,
  MakerIsChecker,
  NoSuchBatch,
  NothingToPay,
  ReasonMissing,
  refusalOf,
  WrongBatchState,
} from './errors';
import type { ApprovalRefusal, PayoutBatchEvent, PayoutLine } from './events';

const batchId = 'batch-1' as PayoutBatchId;
const EUR = currency('EUR');
const [maker, checker, admin] = ['maker', 'checker', 'admin'] as UserId[] as [UserId, UserId, UserId];
const line = (n: number, value = `${n}.00`): PayoutLine => ({
  payoutId: `payout-${n}` as PayoutId,
  payeeId: `payee-${n}` as PayeeId,
  amount: amount(value),
});
const lines = [line(1), line(2)];
const contentHash = contentHashOf(EUR, lines);
const draft = { type: 'draft', batchId, currency: EUR, by: maker, lines, skipped: [] } as const;
const drafting = (changed: PayoutLine[]) => ({ ...draft, lines: changed, skipped: [] });

const drafted: PayoutBatchEvent = {
  type: 'payouts.batch-drafted.v1',
  data: { batchId, currency: EUR, maker, lines, skipped: [], contentHash },
};
const submitted: PayoutBatchEvent = { type: 'payouts.batch-submitted.v1', data: { batchId, by: maker, contentHash } };
const approved: PayoutBatchEvent = { type: 'payouts.batch-approved.v1', data: { batchId, by: checker, contentHash } };
const rejected: PayoutBatchEvent = {
  type: 'payouts.batch-rejected.v1',
  data: { batchId, by: checker, reason: 'wrong month' },
};
const refused = (by: UserId, because: ApprovalRefusal): PayoutBatchEvent => ({
  type: 'payouts.approval-refused.v1',
  data: { batchId, by, because },
});
const approve = (by: UserId, hash: string = contentHash) => ({ type: 'approve', by, contentHash: hash }) as const;

describe('a payout batch', () => {
  it('is drafted with its hash', () => {
    given(payoutBatch).when(drafting(lines)).then(drafted);
    given(payoutBatch, drafted).when(drafting(lines)).thenRefused(BatchExists);
  });

  it.each([
    ['is empty', [], NothingToPay],
    ['pays nothing', [line(1, '0.00')], BadLines],
    ['pays less than nothing', [line(1, '-1.00')], BadLines],
    ['pays a part of a cent', [line(1, '1.001')], BadLines],
    ['pays somebody twice', [line(1), { ...line(2), payeeId: line(1).payeeId }], BadLines],
    ['uses a payout id twice', [line(1), { ...line(2), payoutId: line(1).payoutId }], BadLines],
  ])('that %s is refused', (_, changed, error) => {
    given(payoutBatch).when(drafting(changed)).thenRefused(error);
  });

  it('is submitted once, while it is a draft', () => {
    const submit = { type: 'submit', by: maker } as const;
    given(payoutBatch, drafted).when(submit).then(submitted);
    given(payoutBatch, drafted, submitted).when(submit).thenNothing();
    given(payoutBatch, drafted, submitted, rejected).when(submit).thenRefused(WrongBatchState);
    given(payoutBatch).when(submit).thenRefused(NoSuchBatch);
  });

  it('is approved by somebody else', () => {
    given(payoutBatch, drafted, submitted).when(approve(checker)).then(approved);
    given(payoutBatch, drafted, submitted, approved).when(approve(checker)).thenNothing();
    given(payoutBatch, drafted, submitted, approved).when(approve(admin)).thenNothing();
  });

  it('is not approved by its maker, and the attempt is on record', () => {
    given(payoutBatch, drafted, submitted).when(approve(maker)).then(refused(maker, 'maker-is-checker'));
    given(payoutBatch, drafted, submitted, approved).when(approve(maker)).then(refused(maker, 'not-submitted'));
  });

  it('is not approved by who submitted it for somebody else, admin or not', () => {
    const byAdmin: PayoutBatchEvent = { type: 'payouts.batch-submitted.v1', data: { batchId, by: admin, contentHash } };
    given(payoutBatch, drafted, byAdmin).when(approve(admin)).then(refused(admin, 'maker-is-checker'));
    given(payoutBatch, drafted, byAdmin).when(approve(maker)).then(refused(maker, 'maker-is-checker'));
    given(payoutBatch, drafted, byAdmin).when(approve(checker)).then(approved);
  });

  it('is not approved with another content than the one looked at', () => {
    const other = contentHashOf(EUR, [line(1)]);
    given(payoutBatch, drafted, submitted).when(approve(checker, other)).then(refused(checker, 'content-changed'));
    given(payoutBatch, drafted, submitted).when(approve(checker, '')).then(refused(checker, 'content-changed'));
  });

  it('is not approved before it is submitted or after it is rejected', () => {
    given(payoutBatch, drafted).when(approve(checker)).then(refused(checker, 'not-submitted'));
    given(payoutBatch, drafted, submitted, rejected).when(approve(admin)).then(refused(admin, 'not-submitted'));
    given(payoutBatch).when(approve(checker)).thenRefused(NoSuchBatch);
  });

  it('that is changed has to be submitted and approved anew, and by neither of its makers', () => {
    const hash = contentHashOf(EUR, [line(2)]);
    const revised: PayoutBatchEvent = {
      type: 'payouts.batch-revised.v1',
      data: { batchId, by: checker, lines: [line(2)], contentHash: hash },
    };
    const again: PayoutBatchEvent = {
      type: 'payouts.batch-submitted.v1',
      data: { batchId, by: maker, contentHash: hash },
    };
    const revise = { type: 'revise', by: checker, without: [line(1).payoutId] } as const;
    given(payoutBatch, drafted, submitted)
      .when({ ...revise, without: [...revise.without] })
      .then(revised);
    given(payoutBatch, drafted, submitted, revised).when(approve(admin, hash)).then(refused(admin, 'not-submitted'));
    const history = [drafted, submitted, revised, again] as const;
    given(payoutBatch, ...history)
      .when(approve(admin))
      .then(refused(admin, 'content-changed'));
    given(payoutBatch, ...history)
      .when(approve(checker, hash))
      .then(refused(checker, 'maker-is-checker'));
    given(payoutBatch, ...history)
      .when(approve(admin, hash))
      .then({ type: 'payouts.batch-approved.v1', data: { batchId, by: admin, contentHash: hash } });
  });

  it('is changed only before it is decided, and not to nothing', () => {
    const without = (...ids: number[]) =>
      ({ type: 'revise', by: maker, without: ids.map((n) => line(n).payoutId) }) as const;
    const revise = (...ids: number[]) => ({ ...without(...ids), without: [...without(...ids).without] });
    given(payoutBatch, drafted, submitted, approved).when(revise(1)).thenRefused(WrongBatchState);
    given(payoutBatch, drafted).when(revise(1, 2)).thenRefused(NothingToPay);
    given(payoutBatch, drafted).when(revise(3)).thenNothing();
  });

  it('is rejected with a reason', () => {
    const reject = { type: 'reject', by: checker, reason: ' wrong month ' } as const;
    given(payoutBatch, drafted, submitted).when(reject).then(rejected);
    given(payoutBatch, drafted, submitted, rejected).when(reject).thenNothing();
    given(payoutBatch, drafted, submitted)
      .when({ ...reject, reason: '  ' })
      .thenRefused(ReasonMissing);
    given(payoutBatch, drafted, submitted, approved).when(reject).thenRefused(WrongBatchState);
  });

  it('tells by name why an approval was refused', () => {
    expect(refusalOf('maker-is-checker', 'submitted', contentHash)).toBeInstanceOf(MakerIsChecker);
    expect(refusalOf('content-changed', 'submitted', contentHash)).toBeInstanceOf(ContentChanged);
    expect(refusalOf('not-submitted', 'draft', contentHash)).toBeInstanceOf(WrongBatchState);
  });
});

describe('the content hash', () => {
  it('changes with every cent, payee, payout, currency and order', () => {
    const variants = [
      contentHashOf(EUR, lines),
      contentHashOf(currency('USD'), lines),
      contentHashOf(EUR, [...lines].reverse()),
      contentHashOf(EUR, [line(1, '1.01'), line(2)]),
      contentHashOf(EUR, [line(1), { ...line(2), payeeId: 'other' as PayeeId }]),
      contentHashOf(EUR, [line(1), { ...line(2), payoutId: 'other' as PayoutId }]),
    ];
    expect(new Set(variants).size).toBe(variants.length);
  });

  it('is what anyone gets who hashes the canonical JSON', () => {
    // printf '{"currency":"EUR","lines":[{"amount":"1.00","payeeId":"payee-1","payoutId":"payout-1"}]}' | sha256sum
    expect(contentHashOf(EUR, [line(1)])).toBe('2248da2e880b5da2313f9b590cd6d3a983669366576c4c771180f6a700f0463f');
  });
});
