import { Body, Controller, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CONFIG, Context, Public, WithoutIdempotencyKey, type CommandContext, type Config } from '@max/kernel/server';
import type { FastifyReply } from 'fastify';

import { Me } from '../me/me';
import { setCookies } from '../sessions/cookies';
import { Sessions } from '../sessions/sessions';

import { SignIn } from './command';
import { SignInAnswer, SignInDto } from './dto';

@ApiTags('auth')
@Controller('auth')
export class SignInController {
  constructor(
    private readonly commands: CommandBus,
    private readonly sessions: Sessions,
    private readonly me: Me,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Sets the session's cookie and the readable CSRF cookie `XSRF-TOKEN`. */
  @Post('login')
  @WithoutIdempotencyKey('it opens a session: its answer is a secret and is not kept')
  @HttpCode(200)
  @Public()
  @ApiOkResponse({ type: SignInAnswer })
  async signIn(
    @Body() { email, password }: SignInDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInAnswer> {
    const { userId, position } = await this.commands.execute(new SignIn(email, password, context));
    const opened = await this.sessions.open(userId, context.now);
    setCookies(reply, opened, this.config.publicUrl?.startsWith('https:') ?? false);
    return { ...(await this.me.of(userId)), position: position.toString() };
  }
}
