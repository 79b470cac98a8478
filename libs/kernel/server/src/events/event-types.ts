import type { EarlierShape, EventDeclaration, EventManifest } from '@max/kernel';

import type { EventToAppend, RecordedEvent } from '../event-store/event-store';

import { MisplacedEvent, UndeclaredEventType, UnreadableEvent } from './unreadable-event';

/** The steps from each shape that the log may hold to today's; none for today's shape itself. */
interface KnownType {
  readonly today: { readonly type: string; readonly schemaVersion: number; readonly stream: string };
  readonly stepsFrom: ReadonlyMap<number, readonly EarlierShape[]>;
}

/**
 * The event types that this program knows: those of the contexts whose modules it is made of, and of the contexts that
 * they read from. Filled while the application is being made, before anything reads or appends.
 */
export class EventTypes {
  private readonly manifests = new Map<string, EventManifest>();
  private readonly known = new Map<string, KnownType>();
  private check: ((event: EventToAppend, stream: string) => void) | undefined;

  /** Doing it twice changes nothing. @throws Error when two contexts declare the same type, or shapes contradict */
  register(...manifests: readonly EventManifest[]): void {
    for (const manifest of manifests) {
      const before = this.manifests.get(manifest.context);
      if (before === manifest) continue;
      if (before) throw new Error(`there are two manifests of ${manifest.context}`);
      this.manifests.set(manifest.context, manifest);
      for (const [type, declaration] of Object.entries(manifest.types)) this.add(type, declaration);
    }
  }

  /** Has every event looked at before it is appended; tests hold their data against its JSON Schema, and throw. */
  checkWith(check: (event: EventToAppend, stream: string) => void): void {
    this.check = check;
  }

  /** Whether an event of this type, today's or an earlier one, can be read. */
  has(type: string): boolean {
    return this.known.has(type);
  }

  /** The contexts' manifests, in order of registration. */
  all(): readonly EventManifest[] {
    return [...this.manifests.values()];
  }

  /** The event with the schema version of today. @throws UndeclaredEventType (also for a type of the past), MisplacedEvent */
  stamp(event: EventToAppend, stream: string): EventToAppend {
    const today = this.known.get(event.type)?.today;
    if (today?.type !== event.type) throw new UndeclaredEventType(event.type);
    if (categoryOf(stream) !== categoryOf(today.stream)) throw new MisplacedEvent(event.type, stream, today.stream);
    this.check?.(event, stream);
    const { schemaVersion } = today;
    return { ...event, metadata: { ...event.metadata, schemaVersion } };
  }

  /**
   * The event as today's code knows it: type, data and schema version of today. One that is of today already is
   * answered as it is, so it may be asked twice.
   * @throws UnreadableEvent for an unknown type, an unknown schema version (one from the future), or an upcaster that fails
   */
  upcast(event: RecordedEvent): RecordedEvent {
    const known = this.known.get(event.type);
    if (!known) throw new UnreadableEvent(event, 'unknown-type');
    const { today } = known;
    const { schemaVersion } = event.metadata;
    if (event.type === today.type && schemaVersion === today.schemaVersion) return event;
    const steps = known.stepsFrom.get(schemaVersion);
    if (!steps) throw new UnreadableEvent(event, 'unknown-schema-version');
    try {
      const data = steps.reduce((older, { upcast }) => upcast(older), event.data);
      return {
        ...event,
        type: today.type,
        data,
        metadata: { ...event.metadata, schemaVersion: today.schemaVersion },
      };
    } catch (cause) {
      throw new UnreadableEvent(event, 'upcast-failed', { cause });
    }
  }

  /** As {@link upcast}, for those who fold a stream: an event of another kind of stream must not be folded with it. */
  upcastInStream(event: RecordedEvent): RecordedEvent {
    const today = this.upcast(event);
    const belongs = this.known.get(today.type)?.today.stream ?? '';
    if (categoryOf(event.stream) !== categoryOf(belongs)) throw new UnreadableEvent(event, 'misplaced');
    return today;
  }

  private add(type: string, { stream, schemaVersion = 1, before = [] }: EventDeclaration): void {
    const today = { type, schemaVersion, stream };
    const stepsByType = new Map<string, Map<number, readonly EarlierShape[]>>([[type, new Map()]]);
    before.forEach((shape, i) => {
      const stored = shape.type ?? type;
      const steps = stepsByType.get(stored) ?? new Map<number, readonly EarlierShape[]>();
      if (steps.has(shape.schemaVersion) || (stored === type && shape.schemaVersion >= schemaVersion))
        throw new Error(`${stored} has its schema version ${shape.schemaVersion} twice`);
      stepsByType.set(stored, steps.set(shape.schemaVersion, before.slice(i)));
    });
    for (let version = 1; version < schemaVersion; version += 1) {
      if (!stepsByType.get(type)?.has(version)) throw new Error(`${type} does not say what its version ${version} was`);
    }
    for (const [stored, stepsFrom] of stepsByType) {
      if (this.known.has(stored)) throw new Error(`the event type ${stored} is declared twice`);
      this.known.set(stored, { today, stepsFrom });
    }
  }
}

/** `payout-<payoutId>` → `payout` */
const categoryOf = (stream: string): string => stream.slice(0, Math.max(0, stream.indexOf('-')));
