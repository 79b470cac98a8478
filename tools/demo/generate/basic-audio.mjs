import { decimal, format } from './decimal.mjs';
import { dpidOf } from './identifiers.mjs';
import { nextSale } from './sales.mjs';

/** Territories of the service with its pay for one stream there, in millionths of a euro. */
export const PRICES = { DE: 4_120, FR: 3_870, NL: 4_010, AT: 4_060, IT: 3_300, ES: 3_150, BE: 3_990, PT: 2_740 };

/** A cell may hold no tab and no bare pipe or backslash (DSR Part 1). */
const escape = (text) => text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('\t', ' ');
const record = (...cells) => cells.map((cell) => escape(String(cell))).join('\t');
const blanks = (count) => Array.from({ length: count }, () => '');

export const duration = (seconds) => `PT0H${Math.floor(seconds / 60)}M${seconds % 60}S`;

/** HEAD (16 cells), for one file that is the whole report. */
export const head = ({ profile, id, month, lastDay, created, sender, senderId, service }) =>
  record(
    ...['HEAD', 'dsrf/30', profile, '1.2', id, created, 1, 1, `${month}-01`, lastDay],
    ...[dpidOf(senderId), sender, service, dpidOf(2_026_010_199), 'Max Booster Demo', 'MBX'],
  );

/** FOOT: lines of the file with the footer itself, twice as the report has one file; likewise the blocks. */
export const foot = (lines, summaries, blocks) => record('FOOT', lines + 1, lines + 1, summaries, blocks, blocks);

const plan = ({ random, catalogue, deals, lines, tally }) => {
  const blocks = new Map();
  const usages = Object.fromEntries(Object.keys(PRICES).map((code) => [code, 0]));
  const bearing = { ...usages };
  for (let i = 0; i < lines; i += 1) {
    const sale = nextSale(random, catalogue, deals);
    const territory = random.pick(Object.keys(PRICES));
    const spoilt = random.chance(1, 500);
    const free = !spoilt && random.chance(1, 300);
    const block = blocks.get(sale.track.isrc) ?? { track: sale.track, sales: [] };
    blocks.set(sale.track.isrc, block);
    block.sales.push({ territory, quantity: spoilt ? `${sale.quantity}x` : sale.quantity, free });
    if (spoilt) {
      tally.reject();
      continue;
    }
    usages[territory] += sale.quantity;
    if (!free) bearing[territory] += sale.quantity;
    const amount = free ? 0n : decimal(BigInt(sale.quantity) * BigInt(PRICES[territory]), 6);
    tally.accept({ ...sale, amount, currency: 'EUR' });
  }
  return { blocks: [...blocks.values()], usages, bearing };
};

const summaryOf = (territory, i, usages, bearing) => {
  const due = format(decimal(BigInt(bearing) * BigInt(PRICES[territory]), 6), 2);
  return record(
    ...['SY02.02', i + 1, 'Klangwerk', '', 'SubscriptionModel', 'OnDemandStream', territory, 'Klangwerk Premium'],
    ...[usages * 190, '', 'EUR', format(decimal(BigInt(bearing) * BigInt(PRICES[territory]) * 190n, 6), 2)],
    ...['MBX', '', usages, due, due, 'SoundRecordingRight', 'Music', ...blanks(3)],
  );
};

const blockOf = function* ({ track, sales }, id, month, territories) {
  const { release } = track;
  yield record(
    ...['RE01', id, 'R1', `kw-${release.upc}`, '', '', release.upc, release.artist.name, '', release.title],
    ...['', 'Album', release.artist.label, ...blanks(2)],
  );
  yield record(
    ...['AS02.02', id, 'A1', `kw-${track.isrc}`, track.isrc, track.title, track.version, release.artist.name],
    ...['', duration(track.seconds), 'SoundRecording', ...blanks(11)],
  );
  for (const [i, { territory, quantity, free }] of sales.entries())
    yield record(
      ...['SU02', id, territories.indexOf(territory) + 1, `${month}-${id}-${i + 1}`, 'R1', 'A1'],
      ...[free ? 'false' : 'true', quantity, '', ''],
    );
};

/**
 * A DDEX DSR flat file, Basic Audio profile 1.2, of a European subscription service. Its money stands in the summaries:
 * a fixed price for a stream in each territory, so that a line's part is known exactly. Its control totals are right.
 * @returns {Generator<string>} the file's lines with their line ends
 */
export function* basicAudio({ month, next, lastDay, ...setting }) {
  const { blocks, usages, bearing } = plan(setting);
  const territories = Object.keys(PRICES).filter((territory) => bearing[territory] > 0 || usages[territory] > 0);
  let lines = 0;
  const line = (text) => {
    lines += 1;
    return `${text}\n`;
  };
  yield line(
    head({
      ...{ profile: 'BasicAudioProfile', id: `KW-${month}`, month, lastDay, created: `${next}-03T06:00:00Z` },
      ...{ sender: 'Klangwerk', senderId: 2_026_010_101, service: 'Klangwerk Premium' },
    }),
  );
  yield line('#SY02.02\tSummaryRecordId\tDistributionChannel\tDistributionChannelDPID\tCommercialModel\tUseType');
  for (const [i, territory] of territories.entries())
    yield line(summaryOf(territory, i, usages[territory], bearing[territory]));
  for (const [i, block] of blocks.entries())
    for (const text of blockOf(block, i + 1, month, territories)) yield line(text);
  yield `${foot(lines, territories.length, blocks.length)}\n`;
}
