import { Injectable } from '@nestjs/common';
import { bySystem, Decisions, type FailedJob } from '@max/kernel/server';
import { statementStream } from '@max/royalties/contracts';
import { statement } from '@max/royalties/domain';

import type { BookStatementJob, ParseStatementJob } from '../ingest-statements/process';

const WORDS = { reading: 'It could not be read', booking: 'It could not be booked' } as const;

/** Ends a statement whose job has used up its attempts: without it the statement would be on its way for ever. */
@Injectable()
export class GiveUpStatement {
  constructor(private readonly decisions: Decisions) {}

  async run(
    step: 'reading' | 'booking',
    { id, data, error, failedAt }: FailedJob<ParseStatementJob | BookStatementJob>,
  ): Promise<void> {
    const { statementId, by, correlationId } = data;
    const reason = `${WORDS[step]}: ${error}.`;
    const context = { ...bySystem('give-up-statement', failedAt, id), correlationId, onBehalfOf: by };
    const command = { type: 'give-up', statementId, step, reason } as const;
    await this.decisions.decide(statement, statementStream(statementId), command, context);
  }
}
