import { readdir, rm } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';

import { formatNote, formatVerifierKey, PACK_FILES, renderManifest, signManifest } from '@max/compliance/domain';
import { hexOf, type PayoutBatchId } from '@max/kernel';
import { EVENT_STORE, FILES, type EventStore, type Files, type StoredFile } from '@max/kernel/server';

import { Sealer } from '../transparency-log/sealer';
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

const SEALED_WITHIN_MS = 60_000;

/** Makes the ZIP of a batch's evidence as of now, has the stand-alone verifier check it, and stores it. */
@Injectable()
export class BuildEvidencePack {
  constructor(
    private readonly sealer: Sealer,
    private readonly collectEvents: CollectEvents,
    private readonly writePack: WritePack,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(FILES) private readonly files: Files,
  ) {}

  /** @throws CannotBuild when the evidence does not hold or something of it is gone */
  async build(packId: string, batchId: PayoutBatchId, now: Date, signal: AbortSignal): Promise<BuiltPack> {
    const folder = await this.files.workFolder();
    try {
      return await this.buildIn(folder, packId, batchId, now, signal);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async buildIn(
    folder: string,
    packId: string,
    batchId: PayoutBatchId,
    now: Date,
    signal: AbortSignal,
  ): Promise<BuiltPack> {
    const upTo = await this.store.head();
    await this.sealer.sealedUpTo(upTo, AbortSignal.any([signal, AbortSignal.timeout(SEALED_WITHIN_MS)]));
    const head = await this.sealer.sign();
    const key = await this.sealer.key();
    const keys = await this.sealer.log.keys();
    if (!keys) throw new Error('the log has published no keys');
    const { origin, size, root } = head.checkpoint;

    const collected = await this.collectEvents.collect(batchId, upTo);
    const work = new PackWork(join(folder, 'pack'));
    const proofs = await this.sealer.log.proofs(size);
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
