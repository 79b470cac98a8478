import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Injectable } from '@nestjs/common';

import {
  eventLeaf,
  eventRow,
  Fields,
  groupRow,
  lineCsvRow,
  lineHeadings,
  lineRow,
  readLine,
  PACK_FILES,
  parseJson,
  paymentRows,
  payoutStories,
  postingRows,
  renderGroupsProof,
  renderKeys,
  sealedEvent,
  statementFiles,
  type Line,
  type PackedEvent,
  type PackKeys,
} from '@max/compliance/domain';
import { multiProof, sameHash } from '@max/kernel';

import { GroupedLines } from '../sources/grouped-lines';
import type { LogProofs, SignedHead } from '../transparency-log/transparency-log';
import type { Collected, PayingStatement } from './collect-events';
import { CannotBuild } from './errors';
import type { PackWork } from './pack-work';
import { readmeText } from './readme';
import { reportPdf } from './report-pdf';
import { verifierFolder } from './verifier';

export interface Sealing {
  readonly head: SignedHead;
  readonly keys: PackKeys;
  readonly proofs: LogProofs;
}

/** Writes every file of a pack but its manifest. */
@Injectable()
export class WritePack {
  constructor(private readonly groupedLines: GroupedLines) {}

  /** @throws CannotBuild when an event is not what was sealed */
  async write(collected: Collected, { head, keys, proofs }: Sealing, work: PackWork, packId: string): Promise<void> {
    const { draft } = collected;
    const events = await proven(collected, proofs);
    const stories = payoutStories(events);
    await work.write(PACK_FILES.events, mapped(events, eventRow));
    await work.write(PACK_FILES.checkpoint, [head.note]);
    await work.write(PACK_FILES.keys, [renderKeys(keys)]);
    for (const statement of collected.statements) await this.writeStatement(statement, work);
    await work.write(PACK_FILES.lines, lineTable(collected, work));
    await work.write(PACK_FILES.payments, paymentRows(draft, stories));
    await work.write(PACK_FILES.postings, postingRows(events));
    await work.write(PACK_FILES.verifier, createReadStream(join(verifierFolder(), 'verifier.html')));
    await work.write(PACK_FILES.readme, [readmeText(packId, draft.batchId, keys)]);
    await work.write(PACK_FILES.report, reportPdf({ packId, draft, stories, events, head, keys }));
  }

  private async writeStatement({ booked, groups, tree }: PayingStatement, work: PackWork): Promise<void> {
    const { statementId, groupsRoot, groupCount, groupedLinesFile } = booked;
    if (!groupedLinesFile) throw new CannotBuild(`statement ${statementId} was booked without its grouped lines`);
    const paths = statementFiles(statementId);
    const proof = multiProof(
      tree,
      groups.map(({ index }) => index),
    );
    await work.write(
      paths.groups,
      mapped(groups, ({ index, json }) => groupRow(index, JSON.parse(json) as object)),
    );
    await work.write(paths.proof, [renderGroupsProof({ groupsRoot, groupCount, proof })]);
    const keys = groups.map(({ group }) => group.key);
    await work.write(paths.lines, linesOf(this.groupedLines.of(groupedLinesFile, keys)));
  }
}

function* mapped<T>(values: Iterable<T>, text: (value: T) => string): Generator<string> {
  for (const value of values) yield text(value);
}

async function* linesOf(lines: ReturnType<GroupedLines['of']>): AsyncGenerator<string> {
  for await (const { line } of lines) yield lineRow(line);
}

/** `lines.csv`, from the very lines that were just written. */
async function* lineTable({ statements }: Collected, work: PackWork): AsyncGenerator<string> {
  yield lineHeadings;
  for (const { booked, groups } of statements) {
    const rows = writtenLines(join(work.folder, statementFiles(booked.statementId).lines));
    for (const { group } of groups) {
      for (let i = 0; i < group.lineCount; i += 1) {
        const { value, done } = await rows.next();
        if (done) throw new CannotBuild(`group ${group.key} has fewer lines than ${group.lineCount}`);
        yield lineCsvRow(booked.statementId, group.key, value);
      }
    }
  }
}

async function* writtenLines(path: string): AsyncGenerator<Line> {
  for await (const text of createInterface({ input: createReadStream(path) })) {
    yield readLine(Fields.of(parseJson(text, path), path));
  }
}

/** Each event with its place in the log and the proof; what the log holds must be what was sealed. */
const proven = async ({ events }: Collected, proofs: LogProofs): Promise<PackedEvent[]> => {
  const found: PackedEvent[] = [];
  for (const recorded of events) {
    const event = sealedEvent(recorded);
    const where = `${event.type} (${event.stream}@${event.revision})`;
    const sealed = await proofs.leafAt(recorded.position);
    if (!sealed) throw new CannotBuild(`${where} was not sealed`);
    if (!sameHash(sealed.leaf, eventLeaf(event))) throw new CannotBuild(`${where} is not what was sealed`);
    found.push({ leafIndex: sealed.index, event, proof: await proofs.inclusion(sealed.index), where });
  }
  return found;
};
