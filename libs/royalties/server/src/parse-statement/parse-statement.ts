import { Inject, Injectable } from '@nestjs/common';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';

import type { Sha256 } from '@max/kernel';
import { bySystem, Decisions, FILES, parsePosition, Views, type Files, type Job } from '@max/kernel/server';
import { statementStream } from '@max/royalties/contracts';
import { statement, type StatementCommand } from '@max/royalties/domain';

import type { ParseStatementJob } from '../ingest-statements/process';
import { countUnmatched, parse, StatementRejected } from '../statement-pipeline';
import { catalogueFrom } from '../subjects/catalogue';
import { subjects } from '../subjects/projection';

/** Parses a received file and records what came of it. May run twice: the second outcome changes nothing. */
@Injectable()
export class ParseStatement {
  constructor(
    private readonly decisions: Decisions,
    private readonly views: Views,
    @Inject(FILES) private readonly files: Files,
  ) {}

  async run({ id, data }: Pick<Job<ParseStatementJob>, 'id' | 'data'>): Promise<void> {
    const { statementId, by, correlationId } = data;
    const stream = statementStream(statementId);
    const { state } = await this.decisions.load(statement, stream);
    if (state.status !== 'received') return;
    const command = await this.outcomeOf(data);
    const context = { ...bySystem(PARSER, new Date(), id), correlationId, onBehalfOf: by };
    await this.decisions.decide(statement, stream, command, context);
  }

  private async outcomeOf({
    statementId,
    fileSha256,
    requestedFormat,
    position,
  }: ParseStatementJob): Promise<StatementCommand> {
    const workDir = await this.files.workFolder();
    try {
      const outcome = await parse(await this.files.localPath(fileSha256), workDir, { format: requestedFormat });
      const { linesPath, rejectsPath, problems, ...parsed } = outcome;
      await this.views.fresh(parsePosition(position), subjects);
      const unmatched = await countUnmatched(linesPath, await catalogueFrom(this.views), workDir);
      const linesFile = await this.store(linesPath);
      const rejectsFile = rejectsPath === null ? null : await this.store(rejectsPath);
      return {
        type: 'record-parse',
        parsed: { statementId, linesFile, rejectsFile, ...parsed, lines: { ...parsed.lines, unmatched } },
        problems,
      };
    } catch (error) {
      if (!(error instanceof StatementRejected)) throw error;
      const { code, reason, line } = error;
      return { type: 'reject', statementId, code, reason, line };
    } finally {
      await rm(workDir, { recursive: true, force: true });
    }
  }

  private async store(path: string): Promise<Sha256> {
    return (await this.files.put(createReadStream(path))).sha256;
  }
}

const PARSER = 'parse-statement';
