import { Controller, Get, Inject, Req, Res, UnauthorizedException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { maySeeMetrics, Public, registry } from '@max/kernel/server';
import type { FastifyReply, FastifyRequest } from 'fastify';

export const METRICS_TOKEN = Symbol('MetricsToken');

/** Prometheus' figures; public only in that no session is needed: `maySeeMetrics` says who may see them. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(METRICS_TOKEN) private readonly token: { readonly value: string | undefined }) {}

  @Get()
  @Public()
  async read(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    if (!maySeeMetrics({ headers: request.headers, peer: request.socket.remoteAddress }, this.token.value))
      throw new UnauthorizedException({
        type: 'not-allowed',
        message: 'the figures need the token of this installation',
      });
    void reply.header('Content-Type', registry.contentType).header('Cache-Control', 'no-store');
    return registry.metrics();
  }
}
