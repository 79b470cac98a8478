// What the events of the sample season have to say, and no check of a pack looks at.
import { hexOf, sha256Of } from '@max/kernel';

export const PARSED = {
  format: 'distrokid',
  formatVersion: '1',
  source: 'streamly',
  linesFile: hexOf(sha256Of('lines')),
  rejectsFile: null,
  lines: { total: 1, accepted: 1, rejected: 0, duplicateLooking: 0 },
  totals: [],
  period: null,
  controls: [],
  parserVersion: '1',
};

/** A recording that no report speaks of: a neighbour in the log. */
export const registeredTrack = (number: number): [stream: string, type: string, data: Record<string, unknown>] => {
  const isrc = `QMXX02600${number}`;
  const nothing = { version: null, upc: null, durationSeconds: null };
  const data = { isrc, title: `Track ${number}`, artistId: 'artist-1', artistName: 'Ana', ...nothing };
  return [`track-${isrc}`, 'catalog.track-registered.v1', data];
};
