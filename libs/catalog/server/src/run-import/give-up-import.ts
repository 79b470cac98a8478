import { Injectable } from '@nestjs/common';
import { catalogImportStream } from '@max/catalog/contracts';
import { catalogImport } from '@max/catalog/domain';
import { bySystem, Decisions, type FailedJob } from '@max/kernel/server';

import type { RunImportJob } from './process';

/** Ends an import whose job has used up its attempts: without it the import would be running for ever. */
@Injectable()
export class GiveUpImport {
  constructor(private readonly decisions: Decisions) {}

  async run({ id, data, error, failedAt }: FailedJob<RunImportJob>): Promise<void> {
    const { importId, by, correlationId } = data;
    const reason = `The file could not be taken in: ${error}.`;
    const context = { ...bySystem('give-up-import', failedAt, id), correlationId, onBehalfOf: by };
    await this.decisions.decide(
      catalogImport,
      catalogImportStream(importId),
      { type: 'give-up', importId, reason },
      context,
    );
  }
}
