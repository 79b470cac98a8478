import type { Connection } from 'mongoose';

import type { Position, RecordedEvent } from '../event-store/event-store';

import { Checkpoints } from './checkpoints';
import type { Processor } from './processor';
import { versioned, type Projection } from './projection';
import { ViewWriter } from './view-writer';

/** Keeps one view up to date: applies a batch, writes its documents, then moves the checkpoint. */
export class ProjectionProcessor implements Processor {
  readonly name: string;
  private readonly checkpoints: Checkpoints;

  constructor(
    private readonly projection: Projection,
    private readonly mongo: Connection,
  ) {
    this.name = versioned(projection);
    this.checkpoints = new Checkpoints(mongo);
  }

  async load(): Promise<Position> {
    for (const { fields, unique = false } of this.projection.indexes) {
      await this.mongo.collection(this.name).createIndex({ ...fields }, { unique });
    }
    return this.checkpoints.load(this.name);
  }

  async handle(events: readonly RecordedEvent[], position: Position): Promise<Position> {
    const writer = new ViewWriter(this.mongo.collection(this.name));
    let reached = position;
    try {
      for (const event of events) {
        await this.projection.on[event.type]?.(event, writer.documentsFor(event));
        reached = event.position;
      }
    } finally {
      // what came before a failing event is kept, so that the view stands right before it
      await writer.flush();
      if (reached > position) await this.checkpoints.move(this.name, position, reached);
    }
    return reached;
  }

  async failed(error: unknown): Promise<void> {
    await this.checkpoints.fail(this.name, String(error));
  }
}
