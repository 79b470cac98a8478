import type { EventStore, Position, RecordedEvent } from '../event-store/event-store';
import { isUnreachable } from '../event-store/reachable';

type Take = (batch: readonly RecordedEvent[]) => Promise<void>;

/** The end of the log: followed once, for all processors that have got there. */
export class Tail {
  private readonly members = new Set<Take>();
  /** All up to here has been given to those who were there; what comes next is given to those who are here now. */
  private position: Position = 0n;
  private begun: () => void = () => undefined;
  private readonly beginning = new Promise<void>((resolve) => (this.begun = resolve));

  constructor(
    private readonly store: EventStore,
    private readonly batchSize: number,
  ) {}

  /** Runs until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    this.position = await this.headWhenReachable(signal);
    this.begun();
    const { position: after, batchSize } = this;
    for await (const batch of this.store.follow({ after, batchSize, signal })) {
      this.position = batch.at(-1)?.position ?? this.position;
      await Promise.all([...this.members].map((take) => take(batch)));
      if (signal.aborted) return;
    }
  }

  private async headWhenReachable(signal: AbortSignal): Promise<Position> {
    for (;;) {
      try {
        return await this.store.head();
      } catch (error) {
        if (signal.aborted || !isUnreachable(error)) throw error;
      }
    }
  }

  /**
   * Gives each batch from now on to `take`, after `gap` has brought it to where the tail is: the others wait for it.
   * Ends when `leaving` is aborted and the batch in work is done; @throws what `gap` or `take` throw
   */
  attend(gap: () => Promise<void>, take: Take, leaving: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      let busy: Promise<void> = Promise.resolve();
      const leave = (end: () => void) => {
        this.members.delete(member);
        leaving.removeEventListener('abort', onLeaving);
        void busy.then(end);
      };
      const onLeaving = () => leave(resolve);
      const turn = (work: () => Promise<void>): Promise<void> =>
        (busy = busy.then(work).catch((error: unknown) => {
          busy = Promise.resolve();
          leave(() => reject(error instanceof Error ? error : new Error(String(error))));
        }));
      const member: Take = (batch) => turn(() => (this.members.has(member) ? take(batch) : Promise.resolve()));
      this.members.add(member);
      leaving.addEventListener('abort', onLeaving, { once: true });
      void turn(() => this.beginning.then(gap));
      if (leaving.aborted) onLeaving();
    });
  }
}
