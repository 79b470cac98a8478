// What a soak run sends: a small catalogue, its payees and split sheets, and sales reports that are all different.
import { isrcOf, upcOf } from '../../demo/generate/identifiers.mjs';

export const TRACKS = 200;
export const PAYEES = 20;
const PER_RELEASE = 10;
const STORES = ['Spotify', 'Apple Music', 'Deezer', 'Amazon', 'TIDAL', 'YouTube'];
const COUNTRIES = ['US', 'GB', 'DE', 'FR', 'JP', 'BR', 'SE', 'NO'];
const REPORT_HEADER =
  'Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album\tCountry of Sale\tSongwriter Royalties Withheld\tEarnings (USD)';
const CATALOGUE_HEADER = 'artist,release_title,upc,label,release_date,track_title,version,isrc,duration_seconds';

const isrc = (track) => isrcOf(track, 'XMSK1', '25');
const times = (count, make) => Array.from({ length: count }, (_, i) => make(i));

export const catalogueFile = () =>
  [
    CATALOGUE_HEADER,
    ...times(TRACKS, (i) => {
      const album = Math.floor(i / PER_RELEASE);
      const upc = upcOf(93_000 + album);
      return `Artist ${album % PAYEES},Album ${album},${upc},Soak,2024-03-01,Song ${i},,${isrc(i)},180`;
    }),
  ].join('\n');

/** Each track is shared by two payees. */
export const splitSheets = (payeeIds) =>
  times(TRACKS, (i) => ({
    target: { isrc: isrc(i) },
    effectiveFrom: '2020-01-01',
    shares: [
      { payeeId: payeeIds[i % payeeIds.length], percent: '60' },
      { payeeId: payeeIds[(i + 1) % payeeIds.length], percent: '40' },
    ],
  }));

/** A report of the nth round: its amounts are its own, so that no two files are the same. */
export const report = (round, lines) => {
  const rows = times(lines, (i) => {
    const track = (i * 7919 + round) % (TRACKS + 5); // a few that nobody knows
    const earned = String((i * 48_271 + round * 7_907) % 99_999_989).padStart(8, '0');
    const sale = `2025-05-02\t2025-0${1 + (i % 4)}\t${STORES[i % STORES.length]}`;
    const song = `Artist ${track % PAYEES}\tSong ${track}\t${isrc(track)}\t`;
    return `${sale}\t${song}\t${1 + (i % 90)}\t100\tSong\t${COUNTRIES[i % COUNTRIES.length]}\t0\t0.${earned}`;
  });
  return [REPORT_HEADER, ...rows, ''].join('\n');
};
