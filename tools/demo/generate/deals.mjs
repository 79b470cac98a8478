import { FIRST_NAMES, LAST_NAMES } from './words.mjs';

/** How a payee's bank behaves; `none` is a payee who has not said where to send money yet. */
export const METHODS = ['normal', 'fails', 'returned', 'none'];

const producersOf = (random, artists) => {
  const taken = new Set(artists.map(({ name }) => name));
  return random
    .shuffle(FIRST_NAMES.flatMap((first) => LAST_NAMES.map((last) => `${first} ${last}`)))
    .filter((name) => !taken.has(name))
    .slice(0, 20);
};

const percents = (random, people) => {
  if (people === 2) {
    const first = random.pick(['50', '60', '66.67', '75', '80']);
    return [first, { 50: '50', 60: '40', 66.67: '33.33', 75: '25', 80: '20' }[first]];
  }
  return random.pick([
    ['50', '30', '20'],
    ['33.34', '33.33', '33.33'],
    ['62.5', '25', '12.5'],
  ]);
};

const sheet = (random, artist, producers, target, effectiveFrom) => {
  const others = random.shuffle(producers).slice(0, random.int(1, 2));
  const names = [artist.name, ...others];
  const parts = percents(random, names.length);
  return { target, effectiveFrom, shares: names.map((payee, i) => ({ payee, percent: parts[i] })) };
};

/**
 * Who is paid and how the money is divided: a sheet for each release but one in twenty, a sheet of its own for one track
 * in ten, and for one release in eight another division from the second month on.
 * @returns {{payees: {name: string, method: string}[], sheets: object[], hasSheet: (track) => boolean, hasReleaseSheet: (release) => boolean}}
 *   a sheet names its payees by name
 */
export const makeDeals = (random, { artists, releases, tracks }, months) => {
  const producers = producersOf(random, artists);
  const payees = [...artists.map(({ name }) => name), ...producers].map((name) => ({ name, method: 'normal' }));
  payees[2].method = 'fails';
  payees[3].method = 'returned';
  payees[4].method = 'none';
  const sheets = [];
  const unagreed = new Set(releases.filter((_, i) => i % 20 === 13));
  const ownSheet = new Set();
  for (const [i, release] of releases.entries()) {
    if (unagreed.has(release)) continue;
    sheets.push(sheet(random, release.artist, producers, { upc: release.upc }, '2019-01-01'));
    if (i % 8 === 5) sheets.push(sheet(random, release.artist, producers, { upc: release.upc }, `${months[1]}-01`));
  }
  for (const [i, track] of tracks.entries()) {
    if (i % 10 !== 3 || unagreed.has(track.release)) continue;
    ownSheet.add(track);
    sheets.push(sheet(random, track.release.artist, producers, { isrc: track.isrc }, '2019-01-01'));
  }
  const hasReleaseSheet = (release) => !unagreed.has(release);
  return {
    payees,
    sheets,
    hasReleaseSheet,
    hasSheet: (track) => ownSheet.has(track) || hasReleaseSheet(track.release),
  };
};
