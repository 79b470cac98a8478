import type { Connection } from 'mongoose';

import { versioned, type Projection } from './projection';
import { ViewBuilds, type ViewState } from './view-builds';
import { ViewNotBuilt } from './view-behind';

/** How old the knowledge of who is active may be; what was active is kept for much longer. */
const KNOWN_FOR_MS = 1_000;

type View = Pick<Projection<never>, 'name' | 'version'> & Partial<Pick<Projection<never>, 'readableFrom'>>;

/** Says which collection a view is read from. */
export class ViewReader {
  private readonly builds: ViewBuilds;
  private states: Promise<ReadonlyMap<string, ViewState>> = Promise.resolve(new Map());
  private askedAt = -Infinity;

  constructor(mongo: Connection) {
    this.builds = new ViewBuilds(mongo);
  }

  /** @throws ViewNotBuilt when there is nothing that today's code can read */
  async collectionOf(view: View, { latest = false } = {}): Promise<string> {
    const collection = readable(view, (await this.known(latest)).get(view.name));
    if (collection === undefined) throw new ViewNotBuilt(view.name);
    return collection;
  }

  private known(latest: boolean): Promise<ReadonlyMap<string, ViewState>> {
    if (!latest && performance.now() - this.askedAt < KNOWN_FOR_MS) return this.states;
    this.askedAt = performance.now();
    const asked = this.builds.all();
    asked.catch(() => (this.askedAt = -Infinity)); // nobody is told the same error twice
    return (this.states = asked);
  }
}

/**
 * The active build when it is of today's shape, or of an older one that today's code still reads. Code of before an update
 * goes on reading its own build, which stands as of the switch and is dropped after the grace.
 */
const readable = (view: View, state: ViewState | undefined): string | undefined => {
  if (!state) return versioned(view);
  const { active, retired } = state;
  if (active.version === view.version) return active.collection;
  if (active.version > view.version) return retired.findLast(({ version }) => version === view.version)?.collection;
  return active.version >= (view.readableFrom ?? view.version) ? active.collection : undefined;
};
