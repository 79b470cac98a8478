import { decimal, format } from './decimal.mjs';
import { nextSale, titleOf } from './sales.mjs';

const HEADER = [
  ...['Reporting Date', 'Sale Month', 'Store', 'Artist', 'Title', 'ISRC', 'UPC', 'Quantity', 'Team Percentage'],
  ...['Song/Album', 'Country of Sale', 'Songwriter Royalties Withheld', 'Earnings (USD)'],
];

/** Store and its pay for one stream in 10^-12 USD, about. */
const STORES = [
  ...[
    ['Spotify', 3_180_000_000],
    ['Apple Music', 6_020_000_000],
    ['Amazon Music', 4_110_000_000],
  ],
  ...[
    ['Deezer', 4_550_000_000],
    ['TIDAL', 8_900_000_000],
    ['YouTube Music', 1_740_000_000],
  ],
];

/** Spoilt lines, each as a distributor's export has been seen to spoil them. */
const SPOIL = [
  (cells) => [...cells.slice(0, 12), 'n/a'],
  (cells) => [...cells.slice(0, 12), cells[12].replace('.', ',')],
  (cells) => [...cells.slice(0, 10), 'XQ', ...cells.slice(11)],
  (cells) => [...cells.slice(0, 5), cells[5].slice(0, 9), ...cells.slice(6)],
  (cells) => [...cells.slice(0, 7), '12x', ...cells.slice(8)],
  (cells) => cells.slice(0, 9),
];

const cellsOf = ({ track, territory }, { month, next, store, quantity, earnings }) => [
  ...[`${next}-05`, month, store, track.release.artist.name, titleOf(track)],
  // one way in three to write an ISRC that people use and that must be read
  ...[Number(track.isrc.slice(-1)) === 7 ? track.isrc.toLowerCase() : track.isrc, track.release.upc],
  ...[String(quantity), '100', 'Song', territory, '0', earnings],
];

/**
 * DistroKid's bank export, 13 columns, tab-separated, CRLF. Among good lines: takedowns (negative), lines that look like
 * duplicates but are not, album lines without an ISRC, and spoilt ones.
 * @returns {Generator<string>} the file's lines with their line ends
 */
export function* distrokid({ random, catalogue, deals, month, next, lines, tally }) {
  yield `${HEADER.join('\t')}\r\n`;
  for (let i = 0; i < lines; i += 1) {
    const sale = nextSale(random, catalogue, deals);
    const [store, rate] = random.pick(STORES);
    const sign = random.chance(1, 250) ? -1 : 1;
    const quantity = sign * sale.quantity;
    const amount = decimal(BigInt(quantity) * BigInt(rate + random.int(-90_000_000, 90_000_000)), 12);
    const cells = cellsOf(sale, { month, next, store, quantity, earnings: format(amount, 8) });
    if (random.chance(1, 400)) {
      tally.reject();
      yield `${random.pick(SPOIL)(cells).join('\t')}\r\n`;
      continue;
    }
    if (!sale.unmatched && deals.hasReleaseSheet(sale.track.release) && random.chance(1, 90)) {
      cells[5] = '';
      cells[9] = 'Album';
      sale.agreed = true;
    }
    tally.accept({ ...sale, amount, currency: 'USD' });
    yield `${cells.join('\t')}\r\n`;
    if (random.chance(1, 900) && i + 1 < lines) {
      i += 1;
      tally.accept({ ...sale, amount, currency: 'USD' });
      yield `${cells.join('\t')}\r\n`;
    }
  }
}
