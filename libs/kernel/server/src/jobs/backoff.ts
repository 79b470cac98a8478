const LONGEST_MS = 60 * 60 * 1000;

/**
 * Pause in milliseconds before the next try, after `failures` (from 1) failed ones: the first pause doubled each time,
 * at most an hour, of which a random half is taken off ("equal jitter"), so that jobs that failed together don't come
 * back together.
 */
export const pauseAfter = (failures: number, backoffMs: number, random: () => number = Math.random): number => {
  const whole = Math.min(backoffMs * 2 ** (failures - 1), LONGEST_MS);
  return Math.round(whole / 2 + (whole / 2) * random());
};
