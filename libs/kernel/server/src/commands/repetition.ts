import type { DomainEvent } from '@max/kernel';
import { v5 as uuidV5 } from 'uuid';

import type { RecordedEvent } from '../event-store/event-store';

import type { CommandContext } from './command-context';

/** The n-th event that this command of a request makes in a stream; the place in the stream plays no part. */
const idOf = (seed: string, stream: string, command: string, n: number): string =>
  uuidV5(`${stream}/${command}/${n}`, seed);

/**
 * Event ids of one decision. With a request's seed they are the same whenever the request is repeated, so that what the
 * first try appended before it died is recognized; `after` tells how the stream stood when it had been appended.
 */
export class Repetition<State, Event extends DomainEvent> {
  private readonly own: Event[] = [];
  private state: State | undefined;
  private last: RecordedEvent | undefined;
  private next: string | undefined;

  constructor(
    private readonly stream: string,
    private readonly command: string,
    private readonly seed: CommandContext['requestSeed'],
  ) {
    this.next = this.id(0);
  }

  id(n: number): string | undefined {
    return this.seed === undefined ? undefined : idOf(this.seed, this.stream, this.command, n);
  }

  /** Looks at an event of the stream, with the state after it. */
  see(event: RecordedEvent, state: State): void {
    if (event.id !== this.next) return;
    this.own.push({ type: event.type, data: event.data } as Event);
    this.next = this.id(this.own.length);
    this.state = state;
    this.last = event;
  }

  /** What the first try did; `undefined` when this is the first try. */
  get found() {
    if (!this.last) return undefined;
    const { revision, position } = this.last;
    return { events: this.own, state: this.state as State, revision, position };
  }
}
