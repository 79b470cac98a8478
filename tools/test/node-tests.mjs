import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';

/** The `*.test.mjs` files below a folder. */
export const testFiles = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((path) => path.endsWith('.test.mjs'))
    .map((path) => join(folder, path))
    .sort();

const reasonOf = ({ details, file }) => {
  const error = details.error?.cause ?? details.error;
  return `${file ?? ''}\n    ${String(error?.message ?? error).replaceAll('\n', '\n    ')}`;
};

/**
 * Runs files of node:test, two at a time.
 * @param {string[]} files
 * @param {(line: string) => void} say is told of each failure
 * @returns {Promise<import('./tally.mjs').Counts>} single tests, not suites
 */
export const nodeTests = async (files, say) => {
  const counts = { passed: 0, failed: 0, skipped: [] };
  if (files.length === 0) return counts;
  for await (const { type, data } of run({ files, concurrency: 2 })) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (type === 'test:fail') {
      if (data.details.error?.failureType === 'subtestsFailed') continue; // told by the subtests
      counts.failed += 1;
      say(`  failed: ${data.name} ${reasonOf(data)}`);
    } else if (data.details.type === 'suite') continue;
    else if (data.skip !== undefined)
      counts.skipped.push({ name: data.name, reason: data.skip === true ? 'skipped by its own test file' : data.skip });
    else counts.passed += 1;
  }
  return counts;
};
