import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { created, Decisions } from '@max/kernel/server';
import { statementStream } from '@max/royalties/contracts';
import { statement } from '@max/royalties/domain';

import { correctable } from '../book-statement/correctable';
import { statementIdOf } from '../statement-id';

import { ReceiveStatement } from './command';
import type { Received } from './dto';

/** Takes a stored file on; reading it is the worker's. */
@CommandHandler(ReceiveStatement)
export class ReceiveStatementHandler implements ICommandHandler<ReceiveStatement> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ file, fileName, format, corrects, context }: ReceiveStatement): Promise<Received> {
    const statementId = statementIdOf(file.sha256);
    const command = {
      type: 'receive',
      statementId,
      fileSha256: file.sha256,
      fileName,
      bytes: file.bytes,
      requestedFormat: format,
      corrects,
    } as const;
    if (corrects !== null && corrects !== statementId) await correctable(this.decisions, corrects, statementId);
    const decided = await this.decisions.decide(statement, statementStream(statementId), command, context);
    return { ...created(statementId, decided), sha256: file.sha256 };
  }
}
