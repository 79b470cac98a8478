import type { Connection } from 'mongoose';

import type { EventStore } from '../event-store/event-store';
import { metrics } from '../observability/metrics';

import { Checkpoints, type Standing } from './checkpoints';
import { DeadLetters } from './dead-letters';
import { ViewBuilds } from './view-builds';

/** How a view's build, a process or another reader of the log stands. Positions are decimal texts, as in JSON. */
export interface ProcessorStatus {
  readonly processor: string;
  /** Not `live`: `behind` of the log's head, `building` beside the one that is read, or `standing-still` before an event. */
  readonly state: 'live' | 'behind' | 'building' | 'standing-still';
  /** `null` for a reader that keeps its place itself. */
  readonly position: string | null;
  /** Between its position and the head's; positions are no counts of events. */
  readonly behind: string;
  /** Age of the last event that it handled, when there are others after it; 0 when there are none. */
  readonly secondsBehind: number;
  readonly eventsPerSecond: number;
  /** Until it has got to the head at its present pace; `null` when that can't be told. */
  readonly secondsLeft: number | null;
  /** Why it stands still. */
  readonly error: string | null;
  /** The worker that runs it. */
  readonly worker: string | null;
  /** Events that it went on without, not dismissed yet. */
  readonly deadLetters: number;
}

/** Tells how everything stands that reads the log, for health, figures and those who look after it. */
export class ProcessorStatuses {
  private readonly checkpoints: Checkpoints;
  private readonly letters: DeadLetters;
  private readonly builds: ViewBuilds;

  constructor(
    private readonly store: Pick<EventStore, 'head'>,
    private readonly mongo: Connection,
  ) {
    this.checkpoints = new Checkpoints(mongo);
    this.letters = new DeadLetters(mongo);
    this.builds = new ViewBuilds(mongo);
  }

  /** By name. */
  async all(now = new Date()): Promise<ProcessorStatus[]> {
    const [head, standings, letters, views, leases] = await Promise.all([
      this.store.head(),
      this.checkpoints.all(),
      this.letters.open(),
      this.builds.all(),
      this.leases(),
    ]);
    const building = new Set([...views.values()].map(({ building: build }) => build?.collection));
    const known = new Set(standings.map(({ processor }) => processor));
    const own = [...leases.keys()]
      .filter((name) => !known.has(name))
      .map((processor): Standing => ({ processor, position: head, error: null, pace: null }));
    return [...standings, ...own]
      .map((standing) => ({
        ...statusOf(standing, head, now, building.has(standing.processor)),
        ...(known.has(standing.processor) ? {} : { position: null }),
        worker: leases.get(standing.processor) ?? null,
        deadLetters: letters.filter(({ processor }) => processor === standing.processor).length,
      }))
      .sort((a, b) => (a.processor < b.processor ? -1 : 1));
  }

  /** Sets the gauges of those that this worker runs, and forgets those that it does not run any more. */
  async measure(worker: string): Promise<void> {
    const { lag, behind, rate, standing } = metrics;
    const mine = (await this.all()).filter((status) => status.worker === worker);
    for (const gauge of [lag, behind, rate, standing]) gauge.reset();
    for (const status of mine) {
      const { processor } = status;
      lag.set({ processor }, status.secondsBehind);
      behind.set({ processor }, Number(status.behind));
      rate.set({ processor }, status.eventsPerSecond);
      standing.set({ processor }, status.state === 'standing-still' ? 1 : 0);
    }
  }

  private async leases(): Promise<ReadonlyMap<string, string>> {
    const found = await this.mongo.collection<{ _id: string; owner: string | null }>('leases').find({}).toArray();
    return new Map(found.flatMap(({ _id, owner }): [string, string][] => (owner === null ? [] : [[_id, owner]])));
  }
}

const statusOf = ({ processor, position, error, pace }: Standing, head: bigint, now: Date, building: boolean) => {
  const behind = head > position ? head - position : 0n;
  const perSecond = pace?.positionsPerSecond ?? 0;
  const state = error !== null ? 'standing-still' : building ? 'building' : behind > 0n ? 'behind' : 'live';
  return {
    processor,
    state: state as ProcessorStatus['state'],
    position: position.toString(),
    behind: behind.toString(),
    secondsBehind: behind === 0n || !pace ? 0 : Math.max(0, (now.getTime() - Date.parse(pace.eventAt)) / 1000),
    eventsPerSecond: pace?.eventsPerSecond ?? 0,
    secondsLeft: behind === 0n ? 0 : error === null && perSecond > 0 ? Math.ceil(Number(behind) / perSecond) : null,
    error,
  };
};
