import { readdir, rm } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';

import { formatNote, formatVerifierKey, PACK_FILES, renderManifest, signManifest } from '@max/compliance/domain';
import { hexOf, type PayoutBatchId } from '@max/kernel';
import { FILES, type Files, type Position, type StoredFile } from '@max/kernel/server';

import { LogKey } from '../transparency-log/log-key';
import { headOver } from '../transparency-log/sealed-head';
import { TransparencyLog } from '../transparency-log/transparency-log';
import { CollectEvents } from './collect-events';
import { CannotBuild } from './errors';
import { PackWork } from './pack-work';
import { objectionsTo } from './verifier';
import { WritePack } from './write-pack';
import { zipFolder } from './zip-folder';

export interface BuiltPack extends StoredFile {
  readonly checkpoint: string;
  readonly treeSize: number;
}

export interface PackRequest {
  readonly packId: string;
  readonly batchId: PayoutBatchId;
  /** Of the request itself: the pack shows what was on the log until then. */
  readonly upTo: Position;
}

const SEALED_WITHIN_MS = 60_000;

/** Makes the ZIP of a batch's evidence as of its request, has the stand-alone verifier check it, and stores it. */
@Injectable()
export class BuildEvidencePack {
  constructor(
    private readonly log: TransparencyLog,
    private readonly logKey: LogKey,
    private readonly collectEvents: CollectEvents,
    private readonly writePack: WritePack,
    @Inject(FILES) private readonly files: Files,
  ) {}

  /** @throws CannotBuild when the evidence does not hold or something of it is gone */
  async build(request: PackRequest, now: Date, signal: AbortSignal): Promise<BuiltPack> {
    const folder = await this.files.workFolder();
    try {
      return await this.buildIn(folder, request, now, signal);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async buildIn(
    folder: string,
    { packId, batchId, upTo }: PackRequest,
    now: Date,
    signal: AbortSignal,
  ): Promise<BuiltPack> {
    const head = await headOver(this.log, upTo, AbortSignal.any([signal, AbortSignal.timeout(SEALED_WITHIN_MS)]));
    const key = await this.logKey.read();
    const keys = await this.log.keys();
    if (!keys) throw new Error('the log has published no keys');
    const { origin, size, root } = head.checkpoint;

    const collected = await this.collectEvents.collect(batchId, upTo);
    const work = new PackWork(join(folder, 'pack'));
    const proofs = await this.log.proofs(size);
    await this.writePack.write(collected, { head, keys, proofs }, work, packId).finally(() => proofs.close());

    const about = { packId, payoutBatchId: batchId, createdAt: now.toISOString() };
    const manifest = renderManifest({ ...about, checkpoint: { origin, size, root: hexOf(root) }, files: work.files });
    await work.write(PACK_FILES.manifest, [manifest]);
    await work.write(PACK_FILES.manifestNote, [formatNote(signManifest(packId, manifest, key))]);

    const zip = join(folder, 'pack.zip');
    await zipFolder(work.folder, await pathsIn(work.folder), now, zip);
    const objections = await objectionsTo(zip, [keys.log, keys.witness].map(formatVerifierKey), signal);
    if (objections.length > 0)
      throw new CannotBuild(`the evidence does not hold: ${objections.slice(0, 5).join('; ')}`);
    return { ...(await this.files.put(createReadStream(zip))), checkpoint: head.note, treeSize: size };
  }
}

/** README first, then by name: what a person sees on opening the ZIP. */
const pathsIn = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split('\\')
        .join('/'),
    );
  return paths.sort((a, b) => Number(b === PACK_FILES.readme) - Number(a === PACK_FILES.readme) || (a < b ? -1 : 1));
};
