// npm run bench -- statements [--lines 2000000]: how fast a sales report is parsed and booked, and with how much memory,
// beside plain csv-parse reading the same file in the same run.
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { once } from 'node:events';
import { fork } from 'node:child_process';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const TRACKS = 2000;
const HEADER =
  'Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album\tCountry of Sale\tSongwriter Royalties Withheld\tEarnings (USD)\n';

const isrc = (i) => `GBXWZ25${String(i).padStart(5, '0')}`;

async function generate(file, lines) {
  const out = createWriteStream(file);
  out.write(HEADER);
  const stores = ['Spotify', 'Apple Music', 'Deezer', 'Amazon', 'TIDAL', 'YouTube'];
  const countries = ['US', 'GB', 'DE', 'FR', 'JP', 'BR', 'SE', 'OU'];
  let text = '';
  for (let i = 0; i < lines; i += 1) {
    const track = (i * 7919) % (TRACKS + 20);
    const cents = String((i * 48271) % 99_999_989).padStart(8, '0');
    text += `2025-04-02\t2025-0${1 + (i % 3)}\t${stores[i % 6]}\tArtist ${track % 40}\tSong ${track}\t${isrc(track)}\t\t${i % 90}\t100\tSong\t${countries[i % 8]}\t0\t0.${cents}\n`;
    if (text.length > 1 << 20) {
      if (!out.write(text)) await once(out, 'drain');
      text = '';
    }
  }
  out.end(text);
  await once(out, 'close');
}

async function bundle(dir) {
  const { build } = await import('esbuild');
  const outfile = join(root, 'node_modules/.cache/max-bench', 'pipeline.mjs');
  await build({
    entryPoints: [join(root, 'libs/royalties/server/src/statement-pipeline/index.ts')],
    tsconfig: join(root, 'tsconfig.base.json'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile,
    logLevel: 'error',
    absWorkingDir: dir,
  });
  return outfile;
}

/** Each job runs in a process of its own, so that its peak memory is its own. */
const jobs = {
  'csv-parse': async ({ file }) => {
    const { parse } = await import('csv-parse');
    let rows = 0;
    for await (const _ of createReadStream(file).pipe(parse({ delimiter: '\t', relax_quotes: true }))) rows += 1;
    return { rows: rows - 1 };
  },
  parse: async ({ file, dir, pipeline }) => {
    const { parse } = await import(pathToFileURL(pipeline).href);
    const outcome = await parse(file, join(dir, 'parsed'));
    return { rows: outcome.lines.total, accepted: outcome.lines.accepted, totals: outcome.totals };
  },
  book: async ({ dir, pipeline }) => {
    const { book } = await import(pathToFileURL(pipeline).href);
    const tracks = Array.from({ length: TRACKS }, (_, i) => ({ isrc: isrc(i), upc: null }));
    const booking = await book({
      statementId: 'bench',
      source: 'DistroKid',
      linesFile: join(dir, 'parsed/lines.parquet'),
      workDir: join(dir, 'booked'),
      catalogue: { tracks, releases: [] },
      splitSheets: tracks.map((track, i) => ({
        sheetId: `s${i}`,
        target: { isrc: track.isrc },
        effectiveFrom: '2020-01-01',
        shares: [
          { payeeId: `p${i % 40}`, percent: '66.666667' },
          { payeeId: `q${i % 40}`, percent: '33.333333' },
        ],
      })),
    });
    return { booked: booking.booked, groups: booking.groupCount, root: booking.groupsRoot };
  },
};

async function measure(name, input) {
  const child = fork(fileURLToPath(import.meta.url), ['--job', name, JSON.stringify(input)]);
  const [result] = await once(child, 'message');
  await once(child, 'exit');
  return result;
}

async function main(lines, json) {
  const say = (text) => (json ? undefined : console.log(text));
  const dir = await mkdtemp(join(tmpdir(), 'max-bench-'));
  try {
    const file = join(dir, 'report.tsv');
    await generate(file, lines);
    const { size } = await stat(file);
    say(`${lines.toLocaleString('en')} lines, ${(size / 1e6).toFixed(0)} MB`);
    const pipeline = await bundle(dir);
    const report = [];
    for (const name of ['csv-parse', 'parse', 'book']) {
      const { seconds, cpuSeconds, peakMb, result } = await measure(name, { file, dir, pipeline });
      report.push({
        job: name,
        lines,
        seconds,
        cpuSeconds,
        linesPerSecond: Math.round(lines / seconds),
        peakMb,
        result,
      });
      const rate = Math.round(lines / seconds).toLocaleString('en');
      say(
        `${name.padEnd(10)} ${seconds.toFixed(1).padStart(7)} s ${rate.padStart(12)} lines/s  ${cpuSeconds.toFixed(1)} s CPU  peak ${peakMb} MB`,
      );
    }
    if (json) console.log(JSON.stringify({ bench: 'statements', machine: cpus()[0]?.model, report }));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

export async function run(args) {
  const options = { lines: { type: 'string', default: '2000000' }, json: { type: 'boolean', default: false } };
  const { values } = parseArgs({ args, options });
  await main(Number(values.lines), values.json);
}

if (process.argv[2] === '--job') {
  const start = performance.now();
  const result = await jobs[process.argv[3]](JSON.parse(process.argv[4]));
  const seconds = (performance.now() - start) / 1000;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
  process.send({ seconds, cpuSeconds, peakMb: Math.round(maxRSS / 1024), result });
  process.disconnect();
}
