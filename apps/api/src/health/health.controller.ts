import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Checkpoints, EVENT_STORE, MONGO, Public, type EventStore } from '@max/kernel/server';
import type { FastifyReply } from 'fastify';
import type { Connection } from 'mongoose';

type Part = 'up' | 'down';

const PATIENCE_MS = 2_000;

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(MONGO) private readonly mongo: Connection,
    private readonly checkpoints: Checkpoints,
  ) {}

  /** The process runs. */
  @Get('live')
  @Public()
  live(): { status: 'up' } {
    return { status: 'up' };
  }

  /** The process can serve: events and views answer. 503 when one does not. */
  @Get('ready')
  @Public()
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const [events, views] = await Promise.all([probe(this.store.head()), probe(this.checkpoints.all())]);
    const standingStill = views.value?.filter(({ error }) => error !== null).map(({ processor }) => processor) ?? [];
    const status: Part = events.part === 'up' && views.part === 'up' ? 'up' : 'down';
    if (status === 'down') void reply.status(503);
    return { status, parts: { eventStore: events.part, views: views.part }, standingStill };
  }
}

const probe = async <T>(answer: Promise<T>): Promise<{ part: Part; value?: T }> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>(
    (_, reject) => (timer = setTimeout(() => reject(new Error('too late')), PATIENCE_MS)),
  );
  try {
    return { part: 'up', value: await Promise.race([answer, late]) };
  } catch {
    return { part: 'down' };
  } finally {
    clearTimeout(timer);
    answer.catch(() => undefined);
  }
};
