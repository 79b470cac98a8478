import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { eventCount } from '../node/inspect.js';
import { StartupError } from '../node/startup-error.js';
import { dataFile, environmentPath, openForReading, syncDirectory } from '../storage/environment.js';
import { FORMAT, readFormat } from '../storage/format.js';
import { readMeta } from '../storage/meta-page.js';
import type { Progress } from '../verify/findings.js';
import { verify } from '../verify/verify.js';
import { digest, KIND, type Manifest, manifestFile } from './manifest.js';
import { syncFile } from './sync-file.js';

/**
 * Copies a data directory into a new folder, also while its node writes: LMDB copies what one read transaction sees,
 * so that events and documents are of one moment, and leaves out free pages. The copy is then verified as a whole; its
 * manifest comes last, so that a folder with a manifest is a whole backup.
 */
export async function backup(dataDir: string, to: string, progress: Progress): Promise<Manifest> {
  if (!existsSync(dataFile(dataDir))) throw new StartupError(`there is no data node's data in ${dataDir}`);
  if (existsSync(to) && readdirSync(to).length > 0) throw new StartupError(`${to} is not empty`);
  mkdirSync(environmentPath(to), { recursive: true });
  const begun = new Date().toISOString();
  const transaction = await copy(dataDir, to, progress);
  const file = dataFile(to);
  syncFile(file);
  syncDirectory(environmentPath(to));
  const { problems, count, events } = await verify(to, progress);
  if (count > 0) throw new StartupError(`the copy in ${to} is not sound (${count} problems): ${problems[0] ?? ''}`);
  rmSync(join(environmentPath(to), 'lock.mdb'), { force: true });
  progress('SHA-256');
  const files = [{ path: 'lmdb/data.mdb', ...(await digest(file)) }];
  const manifest: Manifest = { kind: KIND, format: FORMAT, begun, transaction, position: events.position, files };
  writeManifest(to, manifest);
  return manifest;
}

/** Answers the transaction that was the latest when the copy began; the copy has it or a later one. */
async function copy(dataDir: string, to: string, progress: Progress): Promise<number> {
  readMeta(dataFile(dataDir)); // throws before LMDB reads a damaged file
  const env = openForReading(dataDir);
  try {
    const format = readFormat(env);
    if (format !== FORMAT)
      throw new StartupError(`${dataDir} has format ${format}, and this data node copies ${FORMAT}`);
    const events = eventCount(env);
    const { transaction } = readMeta(dataFile(dataDir));
    const timer = setInterval(() => progress(`${copiedMib(to)} MiB copied of at least ${events} events`), 1000);
    try {
      await env.backup(environmentPath(to), true);
    } finally {
      clearInterval(timer);
    }
    return transaction;
  } finally {
    await env.close();
  }
}

const copiedMib = (to: string): number =>
  Math.floor((statSync(dataFile(to), { throwIfNoEntry: false })?.size ?? 0) / 1024 / 1024);

function writeManifest(to: string, manifest: Manifest): void {
  const draft = `${manifestFile(to)}.draft`;
  writeFileSync(draft, `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
  renameSync(draft, manifestFile(to));
  syncDirectory(to);
}
