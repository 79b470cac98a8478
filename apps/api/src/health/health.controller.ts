import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { Health, Public, readinessOf } from '@max/kernel/server';
import type { FastifyReply } from 'fastify';

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly health: Health) {}

  /** The process runs. */
  @Get('live')
  @Public()
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /**
   * The process can serve: events, views, jobs and files answer, each within two seconds. `degraded` (and 200) while a view
   * or a process stands still before an event; 503 when a part is down.
   */
  @Get('ready')
  @Public()
  @ApiOkResponse({ description: '`status` is `ok` or `degraded`; `details` has the state of each part' })
  @ApiServiceUnavailableResponse({ description: '`status` is `error`; `error` names the parts that are down' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const { status, body } = await readinessOf(this.health);
    void reply.status(status).header('Cache-Control', 'no-store');
    return body;
  }
}
