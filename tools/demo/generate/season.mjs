import { createWriteStream } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import { basicAudio } from './basic-audio.mjs';
import { catalogueCsv, makeCatalogue } from './catalogue.mjs';
import { makeDeals } from './deals.mjs';
import { distrokid } from './distrokid.mjs';
import { randomFrom } from './random.mjs';
import { makeTally } from './tally.mjs';
import { tunecore } from './tunecore.mjs';
import { ugc } from './ugc.mjs';

export const MONTHS = ['2026-07', '2026-08', '2026-09'];
const SEED = 20_260_701;
export const DEMO_SIZE = { artists: 40, releases: 300, lines: 207_000 };

/** What comes each month: share of the lines in per cent. */
const SOURCES = [
  { format: 'distrokid', share: 58, name: (month) => `DistroKid_${month}.tsv`, write: distrokid },
  { format: 'tunecore', share: 22, name: (month) => `TuneCore_${month}.csv`, write: tunecore },
  {
    format: 'ddex-dsr-basic-audio',
    share: 14,
    name: (month) => `DSR_MBX_Klangwerk_Premium_${month}_EU.tsv`,
    write: basicAudio,
  },
  { format: 'ddex-dsr-ugc', share: 6, name: (month) => `DSR_MBX_Tubecast_Ads_${month}_WW.tsv.gz`, write: ugc },
];

const nextOf = (month) => {
  const [year, number] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
};
const lastDayOf = (month) =>
  new Date(Date.parse(`${nextOf(month)}-01T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** Writes a file of generated lines, gzipped if its name says so; it has its name only when it is complete. */
const writeLines = async (path, lines) => {
  const chunks = function* () {
    let chunk = '';
    for (const line of lines) {
      chunk += line;
      if (chunk.length > 1 << 16) {
        yield chunk;
        chunk = '';
      }
    }
    yield chunk;
  };
  const steps = path.endsWith('.gz') ? [createGzip()] : [];
  await pipeline(Readable.from(chunks()), ...steps, createWriteStream(`${path}.part`));
  await rename(`${path}.part`, path);
};

/**
 * Makes the demo season in a folder: catalogue.csv and twelve sales reports, the same bytes for the same size.
 * @param {string} folder
 * @param {typeof DEMO_SIZE} size about this many sales lines in all
 * @returns {Promise<{catalogueFile: string, counts: {artists: number, releases: number, tracks: number},
 *   payees: object[], sheets: object[], reports: {file: string, month: string, format: string, lines: object, totals: object[]}[]}>}
 *   what must come out when it is read
 */
export const makeSeason = async (folder, size = DEMO_SIZE) => {
  await mkdir(folder, { recursive: true });
  const catalogue = makeCatalogue(randomFrom(SEED), size);
  const deals = makeDeals(randomFrom(SEED + 1), catalogue, MONTHS);
  const catalogueFile = join(folder, 'catalogue.csv');
  await writeFile(catalogueFile, catalogueCsv(catalogue));
  const reports = [];
  for (const [m, month] of MONTHS.entries())
    for (const [s, { format, share, name, write }] of SOURCES.entries()) {
      const tally = makeTally();
      const random = randomFrom(SEED + 100 * (m + 1) + s);
      const lines = Math.ceil((size.lines * share) / 100 / MONTHS.length);
      const file = join(folder, name(month));
      const setting = { random, catalogue, deals, month, next: nextOf(month), lastDay: lastDayOf(month), lines, tally };
      await writeLines(file, write(setting));
      reports.push({ file, month, format, ...tally.result() });
    }
  const { artists, releases, tracks } = catalogue;
  const counts = { artists: artists.length, releases: releases.length, tracks: tracks.length };
  return { catalogueFile, counts, payees: deals.payees, sheets: deals.sheets, reports };
};
