import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Decisions, written, type Written } from '@max/kernel/server';
import { statementStream } from '@max/royalties/contracts';
import { statement } from '@max/royalties/domain';

import { BookStatement } from './command';
import { correctable } from './correctable';

/** Asks for the booking; the worker does it. */
@CommandHandler(BookStatement)
export class BookStatementHandler implements ICommandHandler<BookStatement> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ statementId, context }: BookStatement): Promise<Written> {
    const stream = statementStream(statementId);
    const { state } = await this.decisions.load(statement, stream);
    if ('corrects' in state && state.corrects !== null) await correctable(this.decisions, state.corrects, statementId);
    return written(await this.decisions.decide(statement, stream, { type: 'request-booking', statementId }, context));
  }
}
