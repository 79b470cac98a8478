import type { Gtin, Isrc } from '@max/kernel';

import { BadCell, type Entry } from './entry';

/**
 * Finds lines that say something else than an earlier line of the same file about the same track or release. Which of
 * them is right can't be known; taking both would correct the catalogue there and back with every import.
 */
export class Contradictions {
  private readonly tracks = new Map<Isrc, { line: number; said: string }>();
  private readonly releases = new Map<Gtin, { line: number; said: string }>();

  /** @throws BadCell */
  check(line: number, { release, ...track }: Entry): void {
    const aboutTrack = { line, said: JSON.stringify([track, release?.upc ?? null]) };
    const aboutRelease = release && { line, said: JSON.stringify(release.details) };
    const otherTrack = this.tracks.get(track.isrc);
    if (otherTrack && otherTrack.said !== aboutTrack.said) {
      throw new BadCell('isrc', `line ${otherTrack.line} gives ${track.isrc} to another track or release`);
    }
    const otherRelease = release && this.releases.get(release.upc);
    if (otherRelease && otherRelease.said !== aboutRelease?.said) {
      throw new BadCell('upc', `line ${otherRelease.line} gives ${release.upc} another title, label or date`);
    }
    if (!otherTrack) this.tracks.set(track.isrc, aboutTrack);
    if (release && aboutRelease && !otherRelease) this.releases.set(release.upc, aboutRelease);
  }
}
