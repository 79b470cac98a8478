import { decimal, format } from './decimal.mjs';
import { nextSale, titleOf } from './sales.mjs';

const HEADER = [
  ...['Sales Period', 'Posted Date', 'Store Name', 'Country Of Sale', 'Artist', 'Release Type', 'Release Title'],
  ...['Song Title', 'Label', 'UPC', 'Optional UPC', 'TC Song ID', 'Optional ISRC', 'Sales Type', '# Units Sold'],
  ...['Per Unit Price', 'Net Sales', 'Net Sales Currency', 'Exchange Rate', 'Total Earned', 'Currency'],
];

const STORES = ['Pandora', 'Anghami', 'Boomplay', 'JioSaavn', 'iHeartRadio', 'NetEase'];

const cell = (text) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const SPOIL = [
  (cells) => [...cells.slice(0, 19), 'pending', cells[20]],
  (cells) => [...cells.slice(0, 19), `1,${cells[19].padStart(7, '0')}`, cells[20]],
  (cells) => [...cells.slice(0, 20), 'DOLLAR'],
  (cells) => [`${cells[0].slice(0, 4)}-13-01`, ...cells.slice(1)],
];

/**
 * TuneCore's CSV, 21 columns, in pounds for sales in Great Britain and in dollars elsewhere: one file, two currencies.
 * @returns {Generator<string>} the file's lines with their line ends
 */
export function* tunecore({ random, catalogue, deals, month, next, lines, tally }) {
  yield `${HEADER.join(',')}\n`;
  for (let i = 0; i < lines; i += 1) {
    const sale = nextSale(random, catalogue, deals);
    const { track, territory, quantity } = sale;
    const { release } = track;
    const currency = territory === 'GB' ? 'GBP' : 'USD';
    const price = random.int(900, 5_200);
    const net = decimal(BigInt(quantity) * BigInt(price), 6);
    const rate = territory === 'GB' ? '0.79' : '';
    // rounded by the distributor, so that it is not the product: the column is the money, not our arithmetic
    const earned = decimal((BigInt(quantity) * BigInt(price) * (rate ? 79n : 100n)) / 100n, 6);
    const cells = [
      ...[`${month}-01`, `${next}-15`, random.pick(STORES), territory, release.artist.name, 'Album', release.title],
      ...[titleOf(track), release.artist.label, release.upc, '', `TC${track.isrc.slice(-7)}`, track.isrc, 'Streaming'],
      ...[String(quantity), format(decimal(price, 6), 6), format(net, 6), 'USD', rate, format(earned, 6), currency],
    ];
    if (random.chance(1, 400)) {
      tally.reject();
      yield `${random.pick(SPOIL)(cells).map(cell).join(',')}\n`;
      continue;
    }
    tally.accept({ ...sale, amount: earned, currency });
    yield `${cells.map(cell).join(',')}\n`;
  }
}
