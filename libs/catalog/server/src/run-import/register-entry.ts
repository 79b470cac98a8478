import { artistStream, releaseStream, trackStream } from '@max/catalog/contracts';
import {
  artist,
  release,
  track,
  type ArtistCommand,
  type Release,
  type ReleaseCommand,
  type Track,
  type TrackCommand,
} from '@max/catalog/domain';

import type { Entry } from '../catalogue-file/entry';

import type { BulkDecisions } from './bulk-decisions';

/** Brings lines into the catalogue: the artist and the release of many lines once, then each track. */
export class Registration {
  private readonly once = new Map<string, Promise<void>>();

  constructor(private readonly decisions: BulkDecisions) {}

  async register(entry: Entry): Promise<void> {
    await this.artist(entry);
    await this.release(entry);
    const { isrc, title, version, artistId, artistName, durationSeconds } = entry;
    const details = { title, version, artistId, artistName, upc: entry.release?.upc ?? null, durationSeconds };
    const command = ({ status }: Track): TrackCommand => ({
      type: status === 'none' ? 'register' : 'correct',
      isrc,
      details,
    });
    await this.decisions.decide(track, trackStream(isrc), command);
  }

  private artist({ artistId, artistName }: Entry): Promise<void> {
    const stream = artistStream(artistId);
    const command = (): ArtistCommand => ({ type: 'register', name: artistName });
    return this.only(stream, () => this.decisions.decide(artist, stream, command));
  }

  private async release({ release: found, artistId, artistName }: Entry): Promise<void> {
    if (!found) return;
    const { upc, details } = found;
    const stream = releaseStream(upc);
    const command = ({ status }: Release): ReleaseCommand =>
      status === 'none' ? { type: 'register', upc, artistId, artistName, details } : { type: 'correct', upc, details };
    await this.only(stream, () => this.decisions.decide(release, stream, command));
  }

  private only(stream: string, decide: () => Promise<void>): Promise<void> {
    const begun = this.once.get(stream) ?? decide();
    this.once.set(stream, begun);
    return begun;
  }
}
