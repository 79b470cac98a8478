import { artistStream, releaseStream, trackStream } from '@max/catalog/contracts';
import { artist, release, track, type Release, type ReleaseCommand } from '@max/catalog/domain';
import type { CommandContext, Decisions } from '@max/kernel/server';

import type { Entry } from '../catalogue-file/entry';

/** Brings lines into the catalogue: the artist and the release of many lines once, then each track. */
export class Registration {
  private readonly once = new Map<string, Promise<unknown>>();

  constructor(
    private readonly decisions: Decisions,
    private readonly context: CommandContext,
  ) {}

  async register(entry: Entry): Promise<void> {
    await this.artist(entry);
    await this.release(entry);
    const { isrc, title, version, artistId, artistName, durationSeconds } = entry;
    const details = { title, version, artistId, artistName, upc: entry.release?.upc ?? null, durationSeconds };
    await this.decisions.decide(
      track,
      trackStream(isrc),
      ({ status }) => ({ type: status === 'none' ? 'register' : 'correct', isrc, details }),
      this.context,
    );
  }

  private artist({ artistId, artistName }: Entry): Promise<unknown> {
    const stream = artistStream(artistId);
    return this.only(stream, () =>
      this.decisions.decide(artist, stream, { type: 'register', name: artistName }, this.context),
    );
  }

  private async release({ release: found, artistId, artistName }: Entry): Promise<void> {
    if (!found) return;
    const { upc, details } = found;
    const stream = releaseStream(upc);
    const command = ({ status }: Release): ReleaseCommand =>
      status === 'none' ? { type: 'register', upc, artistId, artistName, details } : { type: 'correct', upc, details };
    await this.only(stream, () => this.decisions.decide(release, stream, command, this.context));
  }

  private only(stream: string, decide: () => Promise<unknown>): Promise<unknown> {
    const begun = this.once.get(stream) ?? decide();
    this.once.set(stream, begun);
    return begun;
  }
}
