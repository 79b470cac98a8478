import { Inject, Injectable } from '@nestjs/common';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';

import type { Sha256, StatementId } from '@max/kernel';
import {
  bySystem,
  Decisions,
  FILES,
  parsePosition,
  Views,
  type CommandContext,
  type Files,
  type Job,
} from '@max/kernel/server';
import { statementStream } from '@max/royalties/contracts';
import {
  CannotCorrect,
  statement,
  withReversal,
  type BookedStatement,
  type ParsedStatement,
  type StatementCommand,
} from '@max/royalties/domain';

import type { BookStatementJob } from '../ingest-statements/process';
import { splitSheets } from '../split-sheets/projection';
import { book } from '../statement-pipeline';
import { catalogueFrom } from '../subjects/catalogue';
import { subjects } from '../subjects/projection';

import { correctable, postedBy } from './correctable';

/**
 * Divides the lines of a statement and posts the result, in one event. A correction first claims the statement that
 * it corrects, so that two corrections can't both reverse it. May run twice: the second outcome changes nothing.
 */
@Injectable()
export class CarryOutBooking {
  constructor(
    private readonly decisions: Decisions,
    private readonly views: Views,
    @Inject(FILES) private readonly files: Files,
  ) {}

  async run({ id, data }: Pick<Job<BookStatementJob>, 'id' | 'data'>): Promise<void> {
    const { statementId, position, by, correlationId } = data;
    const stream = statementStream(statementId);
    const { state } = await this.decisions.load(statement, stream);
    if (state.status !== 'booking') return;
    await this.views.fresh(parsePosition(position), subjects, splitSheets);
    const context = { ...bySystem('book-statement', new Date(), id), correlationId, onBehalfOf: by };
    const command = await this.outcomeOf(state.parsed, state.corrects, context);
    await this.decisions.decide(statement, stream, command, context);
  }

  private async outcomeOf(
    parsed: ParsedStatement,
    corrects: StatementId | null,
    context: CommandContext,
  ): Promise<StatementCommand> {
    try {
      // before the work of dividing, and before anything is claimed
      if (corrects !== null) await correctable(this.decisions, corrects, parsed.statementId);
      const own = await this.divide(parsed);
      const booked = corrects === null ? own : await this.reversing(own, corrects, context);
      return { type: 'record-booking', booked };
    } catch (error) {
      if (!(error instanceof CannotCorrect)) throw error;
      const { statementId } = parsed;
      return { type: 'reject', statementId, code: error.type, reason: error.message, line: null };
    }
  }

  private async divide({ statementId, linesFile, source }: ParsedStatement): Promise<BookedStatement> {
    const workDir = await this.files.workFolder();
    try {
      const booking = await book({
        statementId,
        source,
        linesFile: await this.files.localPath(linesFile),
        catalogue: await catalogueFrom(this.views),
        splitSheets: await this.views.all(splitSheets),
        workDir,
      });
      const { breakdownPath, groupedLinesPath, earningsPath, ...booked } = booking;
      return {
        statementId,
        breakdownFile: await this.store(breakdownPath),
        groupedLinesFile: await this.store(groupedLinesPath),
        earningsFile: await this.store(earningsPath),
        ...booked,
        corrects: null,
      };
    } finally {
      await rm(workDir, { recursive: true, force: true });
    }
  }

  private async reversing(
    own: BookedStatement,
    corrects: StatementId,
    context: CommandContext,
  ): Promise<BookedStatement> {
    const by = own.statementId;
    const claim = { type: 'supersede', statementId: corrects, by } as const;
    await this.decisions.decide(statement, statementStream(corrects), claim, context);
    return { ...own, postings: withReversal(own.postings, await postedBy(this.decisions, corrects)), corrects };
  }

  private async store(path: string): Promise<Sha256> {
    return (await this.files.put(createReadStream(path))).sha256;
  }
}
