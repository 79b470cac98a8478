import type { CheckResult, PackReport } from '@max/compliance/domain';

import { element } from './elements';

const check = ({ title, ok, detail, problems }: CheckResult): HTMLElement => {
  const state = element('span', ok ? 'good' : 'bad', ok ? '✓ holds: ' : '✗ fails: ');
  const item = element('li', ok ? '' : 'failed', state, title);
  if (detail) item.append(element('div', 'detail', detail));
  if (problems.length > 0) item.append(element('ul', '', ...problems.map((problem) => element('li', '', problem))));
  return item;
};

const facts = ({ packId, payoutBatchId, createdAt, checkpoint, keys }: PackReport): HTMLElement => {
  const entries: [string, string][] = [
    ['Pack', packId ?? 'unknown'],
    ['Payout batch', payoutBatchId ?? 'unknown'],
    ['Made', createdAt ?? 'unknown'],
    ['Log', checkpoint?.head ?? 'unknown'],
    ['Seen by the witness', checkpoint?.cosignedAt ?? 'never'],
    ...keys.flatMap(({ part, vkey, fingerprint }): [string, string][] => [
      [`Key of the ${part}`, vkey],
      ['Its fingerprint', fingerprint],
    ]),
  ];
  return element('dl', '', ...entries.flatMap(([term, value]) => [element('dt', '', term), element('dd', '', value)]));
};

const payments = ({ payments: rows }: PackReport): HTMLElement => {
  const head = element('tr', '', ...['Payee', 'State', 'Payout'].map((name) => element('th', '', name)));
  head.insertBefore(element('th', 'money', 'Amount'), head.children[1] ?? null);
  const body = rows.map(({ payeeId, currency, amount, state, payoutId }) =>
    element(
      'tr',
      '',
      element('td', '', payeeId),
      element('td', 'money', `${amount} ${currency}`),
      element('td', '', state),
      element('td', '', payoutId),
    ),
  );
  const caption = element('caption', 'detail', `${rows.length} payments`);
  const table = element('table', '', caption, element('thead', '', head), element('tbody', '', ...body));
  const scroll = element('div', 'scroll', table);
  scroll.tabIndex = 0; // so that the keyboard can scroll it
  scroll.setAttribute('role', 'region');
  scroll.setAttribute('aria-label', 'Payments');
  return scroll;
};

export const renderReport = (report: PackReport): HTMLElement[] => [
  facts(report),
  element('ol', 'checks', ...[...report.checks].sort((a, b) => Number(a.ok) - Number(b.ok)).map(check)),
  payments(report),
];
