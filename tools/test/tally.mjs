/**
 * What a runner answers: how many passed and failed, and each thing that was skipped with its reason.
 * @typedef {{passed: number, failed: number, skipped: {name: string, reason: string}[]}} Counts
 */

/** @returns {Counts} */
export const nothing = () => ({ passed: 0, failed: 0, skipped: [] });

/** One check that either holds or does not. @returns {Counts} */
export const check = (holds) => ({ passed: holds ? 1 : 0, failed: holds ? 0 : 1, skipped: [] });

/** @returns {Counts} */
export const skip = (name, reason) => ({ passed: 0, failed: 0, skipped: [{ name, reason }] });

/** @param {Counts[]} all @returns {Counts} */
export const sum = (all) => ({
  passed: all.reduce((total, { passed }) => total + passed, 0),
  failed: all.reduce((total, { failed }) => total + failed, 0),
  skipped: all.flatMap(({ skipped }) => skipped),
});

const byReason = (skipped) => {
  const groups = new Map();
  for (const { name, reason } of skipped) groups.set(reason, [...(groups.get(reason) ?? []), name]);
  return [...groups];
};

/** The last lines of a run: what was skipped and why (equal reasons together), then the closing line. */
export const closingLines = ({ passed, failed, skipped }) => [
  ...byReason(skipped).map(([reason, names]) => `skipped ${names.length}: ${names.join('; ')} (${reason})`),
  `${passed} passed, ${failed} failed, ${skipped.length} skipped`,
];
