import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiAcceptedResponse, ApiBody, ApiConflictResponse, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Allow, Context, FILES, Problem, type CommandContext, type Files } from '@max/kernel/server';
import type { FastifyRequest } from 'fastify';

import { ReceiveStatement } from './command';
import { RECEIVE_STATEMENT_BODY, Received } from './dto';
import { receiveUpload } from './upload';

@ApiTags('statements')
@Controller('statements')
export class ReceiveStatementController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(FILES) private readonly files: Files,
  ) {}

  @Post()
  @HttpCode(202)
  @Allow('create', 'Statement')
  @ApiConsumes('multipart/form-data')
  @ApiBody(RECEIVE_STATEMENT_BODY)
  @ApiAcceptedResponse({ type: Received })
  @ApiConflictResponse({ type: Problem, description: '`statement-already-received`, with the `id` of the first' })
  async receive(@Req() request: FastifyRequest, @Context() context: CommandContext): Promise<Received> {
    const { file, fileName, format, corrects } = await receiveUpload(request, this.files);
    return this.commands.execute(new ReceiveStatement(file, fileName, format, corrects, context));
  }
}
