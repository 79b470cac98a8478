import { newId, type Decider, type DomainEvent } from '@max/kernel';
import { metadataOf, RevisionConflict, type CommandContext, type Decisions, type EventStore } from '@max/kernel/server';

/**
 * Decides on many streams that are mostly all new, or mostly all known. While they are new it appends at once, as to
 * an empty stream, and loads only what turns out to exist: a third of the calls, in a file of thousands of lines.
 */
export class BulkDecisions {
  private expectNew = true;

  constructor(
    private readonly store: EventStore,
    private readonly decisions: Decisions,
    private readonly context: CommandContext,
  ) {}

  async decide<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    stream: string,
    command: (state: State) => Command,
  ): Promise<void> {
    if (this.expectNew && (await this.appendNew(decider, stream, command))) return;
    const { events, revision } = await this.decisions.decide(decider, stream, command, this.context);
    this.expectNew = events.length > 0 && revision === events.length - 1;
  }

  private async appendNew<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    stream: string,
    command: (state: State) => Command,
  ): Promise<boolean> {
    const events = decider.decide(command(decider.initialState), decider.initialState);
    const metadata = metadataOf(this.context);
    try {
      await this.store.append(
        stream,
        'no-stream',
        events.map(({ type, data }) => ({ id: newId(), type, data, metadata })),
      );
      return true;
    } catch (error) {
      if (error instanceof RevisionConflict) return false;
      throw error;
    }
  }
}
