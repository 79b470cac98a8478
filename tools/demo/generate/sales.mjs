import { isrcOf, upcOf } from './identifiers.mjs';

/** Territories by their share of the sales, in per mille. */
const TERRITORIES = [
  ...[
    ['US', 310],
    ['GB', 130],
    ['DE', 110],
    ['BR', 70],
    ['FR', 60],
    ['MX', 50],
    ['CA', 45],
    ['NL', 35],
    ['SE', 30],
  ],
  ...[
    ['AU', 30],
    ['JP', 25],
    ['ES', 25],
    ['IT', 25],
    ['PL', 20],
    ['IN', 15],
    ['NG', 10],
    ['ZA', 10],
  ],
];

const TERRITORY_LIST = TERRITORIES.flatMap(([code, share]) => Array.from({ length: share }, () => code));

/** A recording that the catalogue does not know: somebody else's, sent to us by mistake or not yet imported. */
const stranger = (random) => {
  const number = random.int(1, 400);
  return {
    title: `Unlisted Recording ${number}`,
    version: '',
    isrc: isrcOf(number, 'XMZZ9', '23'),
    seconds: 180,
    release: {
      title: `Unlisted ${number}`,
      upc: upcOf(90_000_000 + number),
      artist: { name: 'Unknown Artist', label: '' },
    },
  };
};

/**
 * One sale: which recording, where and how many. About one line in 150 is of a recording that nobody knows.
 * @returns {{track: object, unmatched: boolean, agreed: boolean, territory: string, quantity: number}}
 */
export const nextSale = (random, { tracks }, { hasSheet }) => {
  const unmatched = random.chance(1, 150);
  const track = unmatched ? stranger(random) : random.popular(tracks);
  return {
    track,
    unmatched,
    agreed: !unmatched && hasSheet(track),
    territory: random.pick(TERRITORY_LIST),
    quantity: random.chance(1, 12) ? random.int(400, 9_000) : random.int(1, 400),
  };
};

export const titleOf = ({ title, version }) => (version ? `${title} (${version})` : title);
