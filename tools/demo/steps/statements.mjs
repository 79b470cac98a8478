import { basename } from 'node:path';

import Big from 'big.js';

import { Problem } from '../api-client.mjs';
import { expect } from '../step-failed.mjs';
import { eachOf, until } from '../until.mjs';

const same = (what, file, found, wanted) =>
  expect(String(found) === String(wanted), `${basename(file)}: ${what} should be ${wanted}, the API says ${found}`);

const sameMoney = (what, file, found, wanted) =>
  expect(
    found !== undefined && Big(found).eq(wanted),
    `${basename(file)}: ${what} should be ${wanted}, the API says ${found}`,
  );

const read = (client, id) => client.get(`statements/${id}`, { atLeast: client.position() });

/** Sends one report. The same file a second time is refused with the id of the first: that is where we go on. */
const send = async (client, { file }) => {
  try {
    return (await client.upload('statements', file)).id;
  } catch (error) {
    if (error instanceof Problem && error.status === 409 && error.document.id) return error.document.id;
    if (error instanceof Problem && error.status === 409 && error.document.statementId)
      return error.document.statementId;
    throw error;
  }
};

const checkParsed = (statement, { file, format, lines, totals }) => {
  expect(statement.status !== 'rejected', `${basename(file)} was rejected: ${statement.rejection?.reason}`);
  expect(
    statement.status !== 'needs-attention',
    `${basename(file)} needs attention: ${(statement.problems ?? []).join('; ')}`,
  );
  same('format', file, statement.format, format);
  for (const key of ['total', 'accepted', 'rejected']) same(`${key} lines`, file, statement.lines[key], lines[key]);
  same('number of currencies', file, statement.totals.length, totals.length);
  for (const { currency, amount } of totals)
    sameMoney(`total in ${currency}`, file, statement.totals.find((one) => one.currency === currency)?.amount, amount);
};

const settled = ({ status }) => !['received', 'parsing'].includes(status);

/** The maker uploads the reports; what the API counts in each must be what the generator put into it. */
export const uploadReports = async ({ people: { maker }, season, state, say }) => {
  const ids = state.kept('statements') ?? {};
  for (const report of season.reports) {
    const name = basename(report.file);
    ids[name] ??= await send(maker, report);
    state.keep('statements', ids);
  }
  await eachOf(season.reports, 2, async (report) => {
    const name = basename(report.file);
    const statement = await until(() => read(maker, ids[name]), settled, { what: `reading ${name}` });
    checkParsed(statement, report);
    const { total, rejected } = report.lines;
    say(`      ${name}: ${total} lines, ${rejected} rejected, totals as known`);
  });
  const total = season.reports.reduce((sum, { lines }) => sum + lines.total, 0);
  const rejected = season.reports.reduce((sum, { lines }) => sum + lines.rejected, 0);
  return {
    text: `${season.reports.length} sales reports read: ${total} lines, ${rejected} rejected`,
    lines: total,
    rejected,
  };
};

/** Where it stops at the first fault, so that a bad line can be looked at: the rejects, as the API offers them. */
export const checkRejects = async ({ people: { maker }, season, state }) => {
  const ids = state.kept('statements');
  let seen = 0;
  for (const { file, lines } of season.reports) {
    let count = 0;
    for await (const reject of maker.all(`statements/${ids[basename(file)]}/rejects`, { limit: 200 })) {
      count += 1;
      expect(Number(reject.line) > 1 && reject.reason, `${basename(file)}: a reject without line number or reason`);
    }
    same('number of rejects', file, count, lines.rejected);
    seen += count;
  }
  return { text: `${seen} rejected lines kept, each with line number, column and reason` };
};

const requestBooking = async (client, id) => {
  try {
    await client.post(`statements/${id}/book`);
  } catch (error) {
    // an interrupted run had asked for it: then it is on its way, or done
    if (!(error instanceof Problem && error.status === 409)) throw error;
  }
};

/** The maker books every report; credited + held must be the money that came in, exactly, and what the generator knows. */
export const bookReports = async ({ people: { maker }, season, state }) => {
  const ids = state.kept('statements');
  const sums = new Map();
  for (const { file } of season.reports) await requestBooking(maker, ids[basename(file)]);
  let unmatched = 0;
  await eachOf(season.reports, 2, async ({ file, lines, totals }) => {
    const statement = await until(
      () => read(maker, ids[basename(file)]),
      ({ status }) => status === 'booked',
      { what: `booking ${basename(file)}` },
    );
    same('unmatched lines', file, statement.lines.unmatched, lines.unmatched);
    unmatched += lines.unmatched;
    for (const { currency, amount, credited, held } of totals) {
      const booked = statement.booked.find((one) => one.currency === currency);
      sameMoney(`credited in ${currency}`, file, booked?.credited, credited);
      sameMoney(`held in ${currency}`, file, booked?.held, held);
      sameMoney(`credited + held in ${currency}`, file, Big(booked.credited).plus(booked.held).toFixed(), amount);
      const sum = sums.get(currency) ?? { currency, in: Big(0), credited: Big(0), held: Big(0) };
      sums.set(currency, {
        currency,
        in: sum.in.plus(amount),
        credited: sum.credited.plus(booked.credited),
        held: sum.held.plus(booked.held),
      });
    }
  });
  const money = [...sums.values()].map((sum) => ({
    currency: sum.currency,
    in: sum.in.toFixed(),
    credited: sum.credited.toFixed(),
    held: sum.held.toFixed(),
  }));
  return {
    text: `booked: money in = credited + held in ${money.map(({ currency }) => currency).join(', ')}`,
    unmatched,
    money,
  };
};

/** What the payees have together must be what was credited: nothing lost on the way to their accounts. */
export const checkBalances = async ({ people: { maker }, state }) => {
  const { money } = state.done('booked');
  const sums = new Map();
  const ids = Object.values(state.kept('payees'));
  await eachOf(ids, 4, async (id) => {
    const balances = await maker.get(`payees/${id}/balance`, { atLeast: maker.position() });
    for (const { currency, available, held } of balances)
      sums.set(currency, (sums.get(currency) ?? Big(0)).plus(available).plus(held));
  });
  for (const { currency, credited } of money)
    expect(
      sums.get(currency)?.eq(credited),
      `the payees have ${sums.get(currency)} ${currency} together, credited were ${credited}`,
    );
  return { text: `balances of ${ids.length} payees add up to what was credited` };
};
