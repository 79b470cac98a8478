import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Decisions, written, type Written } from '@max/kernel/server';
import { statementStream } from '@max/royalties/contracts';
import { statement } from '@max/royalties/domain';

import { AcceptStatement } from './command';

/** A person says why a statement may be booked although a control total does not hold. */
@CommandHandler(AcceptStatement)
export class AcceptStatementHandler implements ICommandHandler<AcceptStatement> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ statementId, reason, context }: AcceptStatement): Promise<Written> {
    const command = { type: 'accept', statementId, reason } as const;
    return written(
      await this.decisions.decide(statement, statementStream(statementId), command, { ...context, reason }),
    );
  }
}
