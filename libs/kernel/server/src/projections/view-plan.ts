import type { Connection } from 'mongoose';

import type { EventTypes } from '../events/event-types';

import type { FeedLog } from './feed';
import type { Processor } from './processor';
import { ProjectionProcessor } from './projection-processor';
import type { Projection } from './projection';
import { ViewBuilds, type Build } from './view-builds';

/** Builds that were switched away from are kept this long, for readers that have not noticed and for a look back. */
const GRACE_MS = 60 * 60_000;
const LOOK_EVERY_MS = 10 * 60_000;

/** The processors of the views that this program knows: of what is read, and of what is being built beside it. */
export class ViewPlan {
  private readonly views: Projection<never>[] = [];
  private readonly known = new Map<string, ProjectionProcessor>();
  private readonly builds: ViewBuilds;
  private lookedAt = -Infinity;

  constructor(private readonly parts: { mongo: Connection; types: EventTypes; log: FeedLog }) {
    this.builds = new ViewBuilds(parts.mongo);
  }

  add(...projections: Projection<never>[]): void {
    for (const view of projections) {
      if (this.views.some(({ name }) => name === view.name)) throw new Error(`there are two views ${view.name}`);
      this.views.push(view);
    }
  }

  projections(): readonly Projection<never>[] {
    return this.views;
  }

  /** As of now; the same build is always the same processor. */
  async processors(): Promise<Processor[]> {
    if (performance.now() - this.lookedAt > LOOK_EVERY_MS) {
      this.lookedAt = performance.now();
      await this.builds.dropRetired(GRACE_MS);
    }
    const states = await this.builds.all();
    const planned = await Promise.all(
      this.views.map(async (view) => {
        const { active, building } = await this.builds.plan(view, states.get(view.name));
        return [active && this.processor(view, active, true), building && this.processor(view, building, false)];
      }),
    );
    return planned.flat().filter((processor) => processor !== undefined);
  }

  private processor(view: Projection<never>, build: Build, live: boolean): Processor {
    const known = this.known.get(build.collection);
    if (known) return live ? known.goLive() : known; // another worker may have switched to it
    // its documents are only ever those that its own handlers made
    const made = new ProjectionProcessor(view as unknown as Projection, build, live, this.parts);
    this.known.set(build.collection, made);
    return made;
  }
}
