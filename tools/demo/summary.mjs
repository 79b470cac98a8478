const number = (value) => value.toLocaleString('en-US');

const row = (name, value) => `  ${name.padEnd(24)} ${value}`;

/** Grouped digits; the exact decimals stay. */
const money = (amount) => {
  const [whole, fraction] = amount.split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction ? `.${fraction}` : ''}`;
};

/** The short table at the end of the demo. */
export const summary = (state, steps) => {
  const { lines, rejected } = state.done('uploaded');
  const { unmatched, money: sums } = state.done('booked');
  const { states } = state.done('paid');
  const { checkpoint } = state.done('verified');
  const total = steps.reduce((ms, name) => ms + state.done(name).ms, 0);
  return [
    '',
    '  The demo season',
    row('sales lines', number(lines)),
    row('rejected', number(rejected)),
    row('unmatched (held)', number(unmatched)),
    ...sums.map((sum) =>
      row(`money in, ${sum.currency}`, `${money(sum.in)} = ${money(sum.credited)} credited + ${money(sum.held)} held`),
    ),
    row(
      'payouts',
      Object.entries(states)
        .map(([name, count]) => `${count} ${name}`)
        .join(', '),
    ),
    row('checkpoint', `${number(Number(checkpoint.size))} events, root ${checkpoint.rootHash}`),
    row('evidence pack', 'evidence pack verified'),
    row(
      'time',
      `${(total / 1000).toFixed(1)} s (${steps.map((name) => `${name} ${(state.done(name).ms / 1000).toFixed(1)}`).join(', ')})`,
    ),
    row('result', 'every step held'),
  ];
};
