import type { CheckResult, PackReport } from '@max/compliance/domain';

/** Terminals run escape sequences; a pack's texts must not reach one. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g; // eslint-disable-line no-control-regex -- these are what must go

const check = ({ name, title, ok, detail, problems }: CheckResult): string[] => [
  `${ok ? '  ok  ' : ' FAIL '} ${title}${detail ? ` (${detail})` : ''}${ok ? '' : ` [${name}]`}`,
  ...problems.map((problem) => `         ${problem}`),
];

/** The report for people. */
export const renderReport = (report: PackReport): string => {
  const { packId, payoutBatchId, createdAt, checkpoint, keys, payments, checks, ok } = report;
  const failed = checks.filter((result) => !result.ok).length;
  const lines = [
    `Evidence pack ${packId ?? '(unknown)'} for payout batch ${payoutBatchId ?? '(unknown)'}, made ${createdAt ?? '(unknown)'}`,
    `Log: ${checkpoint?.head ?? '(unknown)'}, seen by the witness ${checkpoint?.cosignedAt ?? '(never)'}`,
    ...keys.map(({ part, vkey, fingerprint }) => `Key of the ${part}: ${vkey}\n  fingerprint ${fingerprint}`),
    '',
    ...payments.map(
      ({ payoutId, payeeId, currency, amount, state }) =>
        `  ${currency} ${amount} to ${payeeId}: ${state} (${payoutId})`,
    ),
    '',
    ...checks.flatMap(check),
    '',
    ok ? 'VERIFIED: everything holds.' : `NOT VERIFIED: ${failed} of ${checks.length} checks failed.`,
  ];
  return `${lines.join('\n').replace(CONTROL, '\uFFFD')}\n`;
};
