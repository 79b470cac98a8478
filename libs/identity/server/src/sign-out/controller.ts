import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import type { SignedInUser } from '@max/identity/contracts';
import { user } from '@max/identity/domain';
import { Allow, Context, CurrentUser, Decisions, WithoutIdempotencyKey, type CommandContext } from '@max/kernel/server';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { clearCookies, sessionTokenOf } from '../sessions/cookies';
import { Sessions } from '../sessions/sessions';
import { userStream } from '../streams';

@ApiTags('auth')
@Controller('auth')
export class SignOutController {
  constructor(
    private readonly decisions: Decisions,
    private readonly sessions: Sessions,
  ) {}

  @Post('logout')
  @WithoutIdempotencyKey('signing out twice is signing out')
  @HttpCode(204)
  @Allow('read', 'Profile')
  @ApiNoContentResponse()
  async signOut(
    @CurrentUser() { id }: SignedInUser,
    @Context() context: CommandContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessions.close(sessionTokenOf(request) ?? '');
    await this.decisions.decide(user, userStream(id), { type: 'sign-out' }, context);
    clearCookies(reply);
  }
}
