import { isrcOf, upcOf } from './identifiers.mjs';
import { BAND_NAMES, FIRST_NAMES, LABELS, LAST_NAMES, TITLE_ENDS, TITLE_STARTS, VERSIONS } from './words.mjs';

/**
 * @typedef {{name: string, label: string}} Artist
 * @typedef {{title: string, upc: string, artist: Artist, date: string}} Release
 * @typedef {{title: string, version: string, isrc: string, seconds: number, release: Release}} Track
 */

const titles = (random) => {
  const all = TITLE_STARTS.flatMap((start) => TITLE_ENDS.map((end) => `${start} ${end}`));
  const queue = random.shuffle(all);
  return () => queue.pop();
};

const artistsOf = (random, count) => {
  const bands = random.shuffle(BAND_NAMES);
  const people = random.shuffle(LAST_NAMES).map((last, i) => `${FIRST_NAMES[i % FIRST_NAMES.length]} ${last}`);
  return random
    .shuffle([...bands, ...people])
    .slice(0, count)
    .map((name) => ({ name, label: random.pick(LABELS) }));
};

/** Most releases are albums of eight to twelve tracks, a quarter singles and EPs: about seven tracks each on average. */
const tracksOn = (random) => (random.chance(1, 4) ? random.int(1, 4) : random.int(6, 11));

/**
 * @param {ReturnType<import('./random.mjs').randomFrom>} random
 * @param {{artists: number, releases: number}} size
 * @returns {{artists: Artist[], releases: Release[], tracks: Track[]}}
 */
export const makeCatalogue = (random, { artists: artistCount, releases: releaseCount }) => {
  const artists = artistsOf(random, artistCount);
  const nextTitle = titles(random);
  const releases = [];
  const tracks = [];
  for (let i = 0; i < releaseCount; i += 1) {
    const date = `${random.int(2019, 2025)}-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`;
    const release = { title: nextTitle(), upc: upcOf(71_000 + i * 7), artist: artists[i % artists.length], date };
    releases.push(release);
    for (let left = tracksOn(random); left > 0; left -= 1)
      tracks.push({
        title: nextTitle() ?? `${release.title}, Part ${left}`,
        version: random.pick(VERSIONS),
        isrc: isrcOf(tracks.length + 1),
        seconds: random.int(95, 420),
        release,
      });
  }
  return { artists, releases, tracks: random.shuffle(tracks) };
};

const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const CATALOGUE_COLUMNS = [
  ...['artist', 'release_title', 'upc', 'label', 'release_date'],
  ...['track_title', 'version', 'isrc', 'duration_seconds'],
];

/** The catalogue as the CSV that is imported. */
export const catalogueCsv = ({ tracks }) => {
  const rows = tracks.map(({ title, version, isrc, seconds, release: { artist, ...release } }) => [
    ...[artist.name, release.title, release.upc, artist.label, release.date],
    ...[title, version, isrc, String(seconds)],
  ]);
  return [CATALOGUE_COLUMNS, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
};
