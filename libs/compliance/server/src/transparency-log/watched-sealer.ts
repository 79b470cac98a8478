import { Logger } from '@nestjs/common';
import type { Checkpoints, Position, Processor, RecordedEvent } from '@max/kernel/server';

import type { Sealer } from './sealer';

/**
 * The sealer where everybody sees how it stands: its place is its journal, but health, figures and `status` ask the
 * checkpoints. That it can't seal or sign is what they must show first.
 */
export class WatchedSealer implements Processor {
  readonly name: string;
  private readonly logger = new Logger('sealer');
  private reached: Position = 0n;
  private objection: string | undefined;

  constructor(
    private readonly sealer: Sealer,
    private readonly checkpoints: Pick<Checkpoints, 'tell'>,
  ) {
    this.name = sealer.name;
  }

  async load(): Promise<Position> {
    return this.told(await this.sealer.load());
  }

  async handle(events: readonly RecordedEvent[], position: Position, lost?: AbortSignal): Promise<Position> {
    return this.told(await this.sealer.handle(events, position, lost));
  }

  async failed(error: unknown): Promise<void> {
    await this.sealer.failed();
    await this.checkpoints.tell(this.name, { position: this.reached, error: String(error) });
  }

  left(): Promise<void> {
    return this.sealer.left();
  }

  /** A head that can't be signed does not end the worker: it is told, and every look tries again. */
  async signIfDue(): Promise<void> {
    const before = this.objection;
    try {
      await this.sealer.signIfDue();
      this.objection = undefined;
    } catch (error) {
      this.objection = `no head was signed: ${String(error)}`;
      this.logger.error(this.objection);
    }
    if (this.objection !== before)
      await this.told(this.reached).catch((error: unknown) => this.logger.warn(String(error)));
  }

  private async told(position: Position): Promise<Position> {
    this.reached = position;
    await this.checkpoints.tell(this.name, { position, error: this.objection });
    return position;
  }
}
