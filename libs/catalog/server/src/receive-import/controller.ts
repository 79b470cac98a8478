import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';
import { Allow, Context, Created, FILES, Problem, type CommandContext, type Files } from '@max/kernel/server';
import type { FastifyRequest } from 'fastify';

import { COLUMNS } from '../catalogue-file/columns';

import { ReceiveImport } from './command';
import { receiveUpload } from './upload';

const FILE = {
  type: 'string',
  format: 'binary',
  description: `CSV, semicolon or tab separated; heading, in any order: ${COLUMNS.join(', ')}`,
};

@ApiTags('catalog')
@Controller('catalog/imports')
export class ReceiveImportController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(FILES) private readonly files: Files,
  ) {}

  @Post()
  @HttpCode(202)
  @Allow('create', 'CatalogImport')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: FILE } } })
  @ApiAcceptedResponse({ type: Created })
  @ApiUnprocessableEntityResponse({ type: Problem, description: '`unreadable-catalogue`' })
  async receive(@Req() request: FastifyRequest, @Context() context: CommandContext): Promise<Created> {
    const { file, fileName } = await receiveUpload(request, this.files);
    return this.commands.execute(new ReceiveImport(file, fileName, context));
  }
}
