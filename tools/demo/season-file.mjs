import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { DEMO_SIZE, makeSeason } from './generate/season.mjs';

/** The season as it is shown, or with about as many lines as asked for; a smaller one has fewer releases. */
export const sizeFor = (lines = DEMO_SIZE.lines) => ({
  ...DEMO_SIZE,
  releases: Math.min(DEMO_SIZE.releases, Math.max(60, Math.round(lines / 300))),
  lines,
});

/**
 * The season of this data directory: made once, then read. `MAX_DEMO_LINES` makes a smaller (or larger) one.
 * @returns {ReturnType<typeof makeSeason>}
 */
export const loadSeason = async (folder, env, say) => {
  const file = join(folder, 'season.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const began = Date.now();
  const season = await makeSeason(folder, sizeFor(env.MAX_DEMO_LINES ? Number(env.MAX_DEMO_LINES) : undefined));
  writeFileSync(`${file}.tmp`, JSON.stringify(season));
  renameSync(`${file}.tmp`, file);
  const total = season.reports.reduce((sum, report) => sum + report.lines.total, 0);
  const text = `  ✓ a season of ${total} sales lines in ${season.reports.length} reports made`;
  say(text.padEnd(92) + `${((Date.now() - began) / 1000).toFixed(1)} s`.padStart(8));
  return season;
};
