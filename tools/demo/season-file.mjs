import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { DEMO_SIZE, makeSeason } from './generate/season.mjs';

/**
 * The season of this data directory: made once, then read. `MAX_DEMO_LINES` makes a smaller (or larger) one.
 * @returns {ReturnType<typeof makeSeason>}
 */
export const loadSeason = async (folder, env, say) => {
  const file = join(folder, 'season.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const began = Date.now();
  const lines = Number(env.MAX_DEMO_LINES ?? DEMO_SIZE.lines);
  const season = await makeSeason(folder, { ...DEMO_SIZE, lines });
  writeFileSync(`${file}.tmp`, JSON.stringify(season));
  renameSync(`${file}.tmp`, file);
  const total = season.reports.reduce((sum, report) => sum + report.lines.total, 0);
  const text = `  ✓ a season of ${total} sales lines in ${season.reports.length} reports made`;
  say(text.padEnd(92) + `${((Date.now() - began) / 1000).toFixed(1)} s`.padStart(8));
  return season;
};
