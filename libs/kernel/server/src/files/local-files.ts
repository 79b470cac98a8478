import { randomUUID } from 'node:crypto';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

import { FileStorage } from '@flystorage/file-storage';
import { LocalStorageAdapter } from '@flystorage/local-fs';
import type { Sha256 } from '@max/kernel';

import { FileMissing, type Files, type StoredFile } from './files';
import { storedPath } from './stored-path';
import { removeLeftovers, syncFolder, writeTempFile } from './temp-file';

// inside the root, so that moving into place is a rename within one file system
const INCOMING = '.incoming';

/** Files in a folder of this machine (or on a share that several machines mount). */
export class LocalFiles implements Files {
  private readonly storage: FileStorage;

  private constructor(
    private readonly root: string,
    private readonly workDir: string,
  ) {
    this.storage = new FileStorage(new LocalStorageAdapter(root));
  }

  static async open(root: string, workDir: string): Promise<LocalFiles> {
    await mkdir(join(root, INCOMING), { recursive: true });
    await mkdir(workDir, { recursive: true });
    await removeLeftovers(join(root, INCOMING));
    await removeLeftovers(workDir);
    return new LocalFiles(root, workDir);
  }

  async put(content: Readable | Uint8Array): Promise<StoredFile> {
    const { path, sha256, bytes } = await writeTempFile(join(this.root, INCOMING), content);
    try {
      const place = storedPath(sha256);
      if (!(await this.holds(place, bytes))) {
        await chmod(path, 0o400);
        await this.storage.moveFile(join(INCOMING, basename(path)), place);
      }
      // also when it was there: whoever put it may not have got this far
      const folder = dirname(join(this.root, place));
      for (const each of [folder, dirname(folder), this.root]) await syncFolder(each);
      return { sha256, bytes };
    } finally {
      await rm(path, { force: true });
    }
  }

  async read(sha256: Sha256): Promise<Readable> {
    await this.localPath(sha256);
    return this.storage.read(storedPath(sha256));
  }

  async has(sha256: Sha256): Promise<boolean> {
    return this.storage.fileExists(storedPath(sha256));
  }

  async localPath(sha256: Sha256): Promise<string> {
    if (!(await this.has(sha256))) throw new FileMissing(sha256);
    return join(this.root, storedPath(sha256));
  }

  async workFolder(): Promise<string> {
    const folder = join(this.workDir, randomUUID());
    await mkdir(folder, { mode: 0o700 });
    return folder;
  }

  /** A stored file of another size was damaged from outside: the good bytes take its place. */
  private async holds(place: string, bytes: number): Promise<boolean> {
    if (!(await this.storage.fileExists(place))) return false;
    return (await this.storage.fileSize(place)) === bytes;
  }
}
