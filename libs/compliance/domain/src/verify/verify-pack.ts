import { describeCheckpoint } from '../note/checkpoint';
import { fingerprint, formatVerifierKey } from '../note/keys';
import { verifyNote } from '../note/signed-note';

import type { Check, VerifyOptions } from './check';
import { bankTransfers, contentHash, fourEyes, paymentsAsApproved } from './checks/batch';
import { groupsProven, payeesHaveGroups, sharesFollow } from './checks/breakdown';
import { creditsFollow, moneyCovered, payoutsPosted, postingsBalance } from './checks/ledger';
import { linesAddUp } from './checks/lines';
import { checkpointCosigned, checkpointSigned, eventsIncluded, keysTrusted, streamsWhole } from './checks/log';
import { filesWhole, manifestSigned } from './checks/manifest';
import { tablesSame } from './checks/tables';
import { loadPack, type Pack, type PackContents } from './load-pack';
import { Findings, type CheckResult, type KeyShown, type PackReport, type PaymentShown } from './report';

/** In the order in which a person would ask: is it whole, is it signed, was it decided rightly, where is the money from? */
const CHECKS: readonly Check[] = [
  ...[filesWhole, manifestSigned, keysTrusted, checkpointSigned, checkpointCosigned, eventsIncluded, streamsWhole],
  ...[fourEyes, contentHash, paymentsAsApproved, postingsBalance, payoutsPosted, bankTransfers, moneyCovered],
  ...[payeesHaveGroups, creditsFollow, groupsProven, sharesFollow, linesAddUp, tablesSame],
];

/**
 * Checks an evidence pack with nothing but the pack (and, better, keys known from elsewhere): no network, no database,
 * no trust in who made it. Never throws for what is in the files; whatever can't be read is a problem with its place.
 *
 * @param files by path, as in the ZIP
 */
export const verifyPack = (files: PackContents, options: VerifyOptions = {}): PackReport => {
  const reading = new Findings();
  const pack = loadPack(files, reading);
  const readable = result('readable', 'Every file can be read', reading, `${files.size} files`);
  const checks = [readable, ...CHECKS.map((check) => runCheck(check, pack, options))];
  return { ok: checks.every(({ ok }) => ok), ...about(pack), checks };
};

const runCheck = (check: Check, pack: Pack, options: VerifyOptions): CheckResult => {
  const findings = new Findings();
  const detail = findings.attempt(check.name, () => check.run(pack, findings, options)) ?? '';
  return result(check.name, check.title, findings, detail);
};

const result = (name: string, title: string, findings: Findings, detail: string): CheckResult => ({
  name,
  title,
  ok: findings.count === 0,
  detail: findings.count === 0 ? detail : `${findings.count} problem${findings.count === 1 ? '' : 's'}`,
  problems: findings.problems,
});

const about = ({ manifest, keys, head, draft, stories }: Pack): Omit<PackReport, 'ok' | 'checks'> => {
  const seen = head && keys ? verifyNote(head.note, keys.witness) : undefined;
  const seconds = seen?.ok ? seen.seconds : null;
  return {
    packId: manifest?.packId ?? null,
    payoutBatchId: manifest?.payoutBatchId ?? null,
    createdAt: manifest?.createdAt ?? null,
    checkpoint: head
      ? {
          head: describeCheckpoint(head.checkpoint),
          cosignedAt: seconds === null ? null : new Date(seconds * 1000).toISOString(),
        }
      : null,
    keys: keys ? (['log', 'witness'] as const).map((part): KeyShown => shown(part, keys[part])) : [],
    payments: (draft?.lines ?? []).map(({ payoutId, payeeId, amount }): PaymentShown => ({
      payoutId,
      payeeId,
      amount,
      currency: draft?.currency ?? '',
      state: stories.get(payoutId)?.outcome ?? 'not requested',
    })),
  };
};

const shown = (part: KeyShown['part'], key: Parameters<typeof fingerprint>[0]): KeyShown => ({
  part,
  vkey: formatVerifierKey(key),
  fingerprint: fingerprint(key),
});
