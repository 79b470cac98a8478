import type { Connection } from 'mongoose';

import type { Position } from '../event-store/event-store';

import { Checkpoints } from './checkpoints';
import { DeadLetters } from './dead-letters';
import { versioned, type Projection } from './projection';

/** One making of a view from the log. The collection's name is also the name of its processor. */
export interface Build {
  readonly version: number;
  readonly collection: string;
}

/** `active` is read; `building` is being filled beside it; `retired` ones are dropped after a grace. */
export interface ViewState {
  readonly _id: string;
  readonly active: Build;
  readonly building?: Build;
  readonly retired: readonly (Build & { readonly since: Date })[];
  /** How many builds were begun; makes their names. */
  readonly builds: number;
}

type View = Pick<Projection<never>, 'name' | 'version'>;

/** Which build of each view is read, and which is being made: kept in the collection `views`. */
export class ViewBuilds {
  private readonly checkpoints: Checkpoints;
  private readonly deadLetters: DeadLetters;

  constructor(private readonly mongo: Connection) {
    this.checkpoints = new Checkpoints(mongo);
    this.deadLetters = new DeadLetters(mongo);
  }

  async all(): Promise<ReadonlyMap<string, ViewState>> {
    await this.mongo.asPromise(); // a cursor, unlike other questions, is not kept until there is a connection
    return new Map((await this.views.find({}).toArray()).map((state) => [state._id, state]));
  }

  /**
   * The builds that code of this version works on. A view that nobody knew is served from its first build at once; a
   * higher version begins a build beside the active one; a lower one (a worker of before an update) leaves it alone.
   */
  async plan(view: View, known: ViewState | undefined): Promise<{ active?: Build; building?: Build }> {
    const state = known ?? (await this.first(view));
    if (state.active.version === view.version) {
      return {
        active: state.active,
        ...(state.building?.version === view.version ? { building: state.building } : {}),
      };
    }
    if (state.building?.version === view.version) return { building: state.building };
    if (state.active.version > view.version || (state.building?.version ?? 0) > view.version) return {};
    return { building: await this.begin(state, view.version) };
  }

  /** Makes the view anew beside the active one; one that is being made already is left at it. */
  async rebuild(view: View): Promise<Build> {
    const state = (await this.views.findOne({ _id: view.name })) ?? (await this.first(view));
    if (state.building?.version === view.version) return state.building;
    return this.begin(state, view.version);
  }

  /**
   * Lets a build take the active one's place, if it is as far: the active one is stopped first, so that nobody who has
   * seen it sees less after the switch. A crash between the steps is made good by the next try.
   */
  async switchTo(name: string, collection: string, position: Position): Promise<boolean> {
    const state = await this.views.findOne({ _id: name });
    if (state?.active.collection === collection) return true;
    if (state?.building?.collection !== collection) return false;
    if (!(await this.checkpoints.retire(state.active.collection, position))) return false;
    const { modifiedCount } = await this.views.updateOne(
      { _id: name, 'building.collection': collection },
      {
        $set: { active: state.building },
        $unset: { building: '' },
        $push: { retired: { ...state.active, since: new Date() } },
      },
    );
    if (modifiedCount > 0) await this.deadLetters.mended(state.active.collection);
    return modifiedCount > 0;
  }

  /** Drops what has been retired for this long, in milliseconds. Answers the names. */
  async dropRetired(graceMs: number): Promise<string[]> {
    await this.mongo.asPromise();
    const before = new Date(Date.now() - graceMs);
    const old = (await this.views.find({ 'retired.since': { $lt: before } }).toArray()).flatMap((state) =>
      state.retired.filter(({ since }) => since < before).map(({ collection }) => ({ name: state._id, collection })),
    );
    for (const { name, collection } of old) {
      await this.mongo.collection(collection).drop().catch(exceptGone);
      await this.checkpoints.remove(collection);
      await this.views.updateOne({ _id: name }, { $pull: { retired: { collection } } });
    }
    return old.map(({ collection }) => collection);
  }

  private async first(view: View): Promise<ViewState> {
    const active = { version: view.version, collection: versioned(view) };
    await this.views.updateOne(
      { _id: view.name },
      { $setOnInsert: { active, retired: [], builds: 0 } },
      { upsert: true },
    );
    return (await this.views.findOne({ _id: view.name })) ?? { _id: view.name, active, retired: [], builds: 0 };
  }

  /** One of several workers begins it; the others find it begun. A build of another version is given up. */
  private async begin(state: ViewState, version: number): Promise<Build> {
    const { _id: name, builds } = state;
    const fresh = version > state.active.version && ![...state.retired].some((build) => build.version === version);
    const collection = fresh ? versioned({ name, version }) : `${versioned({ name, version })}_b${builds + 1}`;
    const since = new Date();
    await this.views.updateOne(
      { _id: name, builds },
      {
        $set: { building: { version, collection } },
        $inc: { builds: 1 },
        ...(state.building ? { $push: { retired: { ...state.building, since } } } : {}),
      },
    );
    const now = await this.views.findOne({ _id: name });
    if (now?.building?.version === version) return now.building;
    throw new Error(`another version of ${name} is being built by another worker`);
  }

  private get views() {
    return this.mongo.collection<ViewState>('views');
  }
}

const NO_SUCH_COLLECTION = 26;

const exceptGone = (error: unknown): void => {
  if ((error as { code?: unknown }).code !== NO_SUCH_COLLECTION) throw error;
};
