import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { lockDataDir } from '../node/data-dir-lock.js';
import { StartupError } from '../node/startup-error.js';
import { dataFile, environmentPath, syncDirectory } from '../storage/environment.js';
import { FORMAT } from '../storage/format.js';
import type { Progress } from '../verify/findings.js';
import { digest, type Manifest, readManifest } from './manifest.js';
import { syncFile } from './sync-file.js';

/**
 * Puts a backup into a data directory that no node uses. Refuses one that has data unless forced; the data that was
 * there is then kept beside it, as `lmdb.replaced-<time>`. The new data appears under its name when it is whole.
 */
export async function restore(from: string, dataDir: string, force: boolean, progress: Progress): Promise<Manifest> {
  const manifest = readManifest(from);
  if (manifest.format > FORMAT) {
    throw new StartupError(`${from} has format ${manifest.format}, and this data node knows formats up to ${FORMAT}`);
  }
  await checkFiles(from, manifest, progress);
  const occupied = existsSync(dataDir) && readdirSync(dataDir).some((name) => !name.startsWith('node.lock.'));
  if (occupied && !force) throw new StartupError(`${dataDir} is not empty; --force puts the backup in its place`);
  lockDataDir(dataDir);
  const arriving = join(dataDir, 'lmdb.arriving');
  rmSync(arriving, { recursive: true, force: true });
  mkdirSync(arriving);
  const file = join(arriving, 'data.mdb');
  copyFileSync(dataFile(from), file);
  syncFile(file);
  syncDirectory(arriving);
  if (existsSync(environmentPath(dataDir))) {
    const aside = `lmdb.replaced-${new Date().toISOString().replace(/[:.]/g, '-')}`;
    renameSync(environmentPath(dataDir), join(dataDir, aside));
    progress(`what was there is kept as ${aside}`);
  }
  renameSync(arriving, environmentPath(dataDir));
  syncDirectory(dataDir);
  syncDirectory(dirname(dataDir));
  return manifest;
}

/** Throws StartupError if a file of the backup isn't byte for byte what the manifest says. */
export async function checkFiles(from: string, manifest: Manifest, progress: Progress): Promise<void> {
  for (const { path, bytes, sha256 } of manifest.files) {
    progress(`SHA-256 of ${path}`);
    const file = join(from, path);
    if (!existsSync(file)) throw new StartupError(`${file}, which the manifest names, is missing`);
    const found = await digest(file);
    if (found.bytes === bytes && found.sha256 === sha256) continue;
    throw new StartupError(
      `${file} is not what was backed up: ${found.bytes} bytes with SHA-256 ${found.sha256}, ` +
        `the manifest says ${bytes} bytes with ${sha256}`,
    );
  }
}
