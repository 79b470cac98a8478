import { Injectable } from '@nestjs/common';

import { evidencePackStream } from '@max/compliance/contracts';
import { evidencePack, Malformed } from '@max/compliance/domain';
import { bySystem, Decisions, FileMissing, type Job } from '@max/kernel/server';

import { BreakdownChanged } from '../sources/breakdown';
import { BuildEvidencePack } from './build';
import { CannotBuild } from './errors';

const ATTEMPTS = 5;

/** Trying again changes nothing about these. */
const FINAL = [CannotBuild, BreakdownChanged, FileMissing, Malformed];

@Injectable()
export class BuildEvidencePackJob {
  constructor(
    private readonly decisions: Decisions,
    private readonly pack: BuildEvidencePack,
  ) {}

  async run({ id, data, attempt }: Job<{ packId: string }>, signal: AbortSignal): Promise<void> {
    const { packId } = data;
    const stream = evidencePackStream(packId);
    const { state, position } = await this.decisions.load(evidencePack, stream);
    if (state.status !== 'requested') return; // done by an earlier run
    const now = new Date();
    const context = bySystem('evidence-packs', now, id);
    const request = { packId, batchId: state.payoutBatchId, upTo: position };
    try {
      const { sha256: file, ...built } = await this.pack.build(request, now, signal);
      await this.decisions.decide(evidencePack, stream, { type: 'record-built', packId, file, ...built }, context);
    } catch (error) {
      if (signal.aborted || (attempt < ATTEMPTS && !FINAL.some((kind) => error instanceof kind))) throw error;
      const reason = error instanceof Error ? error.message : 'unknown';
      await this.decisions.decide(evidencePack, stream, { type: 'record-failed', packId, reason }, context);
    }
  }
}
