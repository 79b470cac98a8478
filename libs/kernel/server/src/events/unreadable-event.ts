import type { RecordedEvent } from '../event-store/event-store';

export type UnreadableBecause = 'unknown-type' | 'unknown-schema-version' | 'upcast-failed' | 'misplaced';

const TEXTS: Readonly<Record<UnreadableBecause, string>> = {
  'unknown-type': 'is of a type that no context declares',
  'unknown-schema-version': 'has a schema version that this program does not know',
  'upcast-failed': 'can not be brought to its present shape',
  misplaced: 'does not belong to this stream',
};

/** An event that this version must not act on, nor pass over: where it stands, and why it can't be read. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly schemaVersion: number;

  constructor(
    event: Pick<RecordedEvent, 'stream' | 'revision' | 'type' | 'metadata'>,
    readonly because: UnreadableBecause,
    options?: ErrorOptions,
  ) {
    const { stream, revision, type } = event;
    const { schemaVersion } = event.metadata;
    super(`event ${revision} of ${stream} (${type}, schema version ${schemaVersion}) ${TEXTS[because]}`, options);
    this.stream = stream;
    this.revision = revision;
    this.type = type;
    this.schemaVersion = schemaVersion;
  }
}

/** Only what a context declares is appended: the log keeps for ever what is in it. */
export class UndeclaredEventType extends Error {
  override readonly name = 'UndeclaredEventType';
  constructor(readonly type: string) {
    super(`no context declares the event type ${type}`);
  }
}

/** A stream holds the events of one kind of thing, which its decider folds; another's do not belong there. */
export class MisplacedEvent extends Error {
  override readonly name = 'MisplacedEvent';
  constructor(
    readonly type: string,
    readonly stream: string,
    belongs: string,
  ) {
    super(`${type} belongs to a stream ${belongs}, not to ${stream}`);
  }
}
