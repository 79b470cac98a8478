import type { DomainEvent } from '@max/kernel';

import type { RecordedEvent } from '../event-store/event-store';

/** A document of a view: plain JSON under a string id. The kernel adds `_position`, the last event that changed it. */
export type ViewDocument = object;

/** The documents of one view while an event is being applied. */
export interface Documents<Doc extends ViewDocument> {
  /**
   * Changes one document: gets it as it was before this event (`undefined` when there is none) and answers it as it is
   * after, or `undefined` to remove it. Skipped when the document has seen the event already, so replay is harmless.
   */
  change(id: string, next: (current: Doc | undefined) => Doc | undefined): Promise<void>;
}

/** What one event does to the view. No side effects but through `documents`: a projection can be rebuilt at any time. */
export type Apply<Doc extends ViewDocument, Event extends DomainEvent> = (
  event: RecordedEvent<Event>,
  documents: Documents<Doc>,
) => Promise<void> | void;

/** Field names with 1 or -1, in order; `_id` may be part of it. */
export interface ViewIndex {
  readonly fields: Readonly<Record<string, 1 | -1>>;
  readonly unique?: boolean;
}

/** A read model: built anew from events whenever `version` grows, in a collection of its own beside the old one. */
export interface Projection<Doc extends ViewDocument = ViewDocument> {
  readonly name: string;
  readonly version: number;
  /**
   * Money moves or people are let in by it: it stands still before an event that it can't handle. Other views set such
   * an event aside as a dead letter and go on.
   */
  readonly critical?: boolean;
  /**
   * The oldest version whose documents today's readers understand: they are read while the new ones are being made.
   * Without it readers wait for the new version.
   */
  readonly readableFrom?: number;
  readonly indexes: readonly ViewIndex[];
  /** Gets every event as it is stored, of whatever type and shape: for what shows the record itself. */
  readonly asStored?: boolean;
  readonly on: Readonly<Record<string, Apply<Doc, DomainEvent>>>;
}

type Handlers<Doc extends ViewDocument, Event extends DomainEvent> = {
  readonly [Type in Event['type']]?: Apply<Doc, Extract<Event, DomainEvent<Type>>>;
};

/** `Event` is the union that the view reads from; every handler gets its own member of it. */
export const defineProjection = <Doc extends ViewDocument, Event extends DomainEvent>(view: {
  name: string;
  version: number;
  critical?: boolean;
  readableFrom?: number;
  indexes?: readonly ViewIndex[];
  on: Handlers<Doc, Event>;
}): Projection<Doc> => ({
  ...view,
  indexes: view.indexes ?? [],
  // the registry is by name: each handler is only ever given events of its own type
  on: view.on as unknown as Projection<Doc>['on'],
});

/** Name of a version's first collection and of its processor; it may have been built anew since (see `ViewBuilds`). */
export const versioned = ({ name, version }: Pick<Projection, 'name' | 'version'>): string => `${name}_v${version}`;
