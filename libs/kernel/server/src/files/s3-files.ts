import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

import { S3Client } from '@aws-sdk/client-s3';
import { AwsS3StorageAdapter } from '@flystorage/aws-s3';
import { FileStorage, UnableToReadFile } from '@flystorage/file-storage';
import type { Sha256 } from '@max/kernel';

import { FileMissing, type Files, type StoredFile } from './files';
import { storedPath } from './stored-path';
import { removeLeftovers, writeTempFile } from './temp-file';

export interface S3Location {
  readonly bucket: string;
  readonly prefix: string;
}

/** S3 takes an object in one call up to this size; larger ones go up in parts, each with a checksum of its own. */
const PART_BYTES = 64 * 1024 * 1024;

/**
 * Files in S3-compatible object storage. Region and keys come from the AWS variables (AWS_REGION, AWS_ACCESS_KEY_ID,
 * …); `endpoint` names another provider than AWS, addressed by path.
 */
export class S3Files implements Files {
  private readonly storage: FileStorage;
  private readonly incoming: string;
  private readonly cache: string;

  private constructor(
    { bucket, prefix }: S3Location,
    endpoint: string | undefined,
    private readonly workDir: string,
  ) {
    const client = new S3Client({
      region: process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'] ?? 'us-east-1',
      ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    });
    const uploadConfiguration = { partSize: PART_BYTES, queueSize: 2 };
    this.storage = new FileStorage(new AwsS3StorageAdapter(client, { bucket, prefix, uploadConfiguration }));
    this.incoming = join(workDir, '.incoming');
    this.cache = join(workDir, '.cache');
  }

  static async open(location: S3Location, endpoint: string | undefined, workDir: string): Promise<S3Files> {
    const files = new S3Files(location, endpoint, workDir);
    for (const folder of [files.incoming, files.cache]) await mkdir(folder, { recursive: true });
    await removeLeftovers(files.incoming);
    await removeLeftovers(workDir, Date.now(), ['.incoming', '.cache']);
    return files;
  }

  async put(content: Readable | Uint8Array): Promise<StoredFile> {
    const { path, sha256, bytes } = await writeTempFile(this.incoming, content);
    try {
      if (!(await this.holds(sha256, bytes))) await this.upload(path, sha256, bytes);
      return { sha256, bytes };
    } finally {
      await rm(path, { force: true });
    }
  }

  async read(sha256: Sha256): Promise<Readable> {
    try {
      return await this.storage.read(storedPath(sha256));
    } catch (error) {
      if (error instanceof UnableToReadFile && error.wasFileNotFound) throw new FileMissing(sha256);
      throw error;
    }
  }

  async has(sha256: Sha256): Promise<boolean> {
    return this.storage.fileExists(storedPath(sha256));
  }

  /** The copy is checked as it comes in, and under its name only when it is whole: what is in the cache is right. */
  async localPath(sha256: Sha256): Promise<string> {
    const copy = join(this.cache, storedPath(sha256));
    if (await stat(copy).catch(() => undefined)) return copy;
    const fetched = await writeTempFile(this.incoming, await this.read(sha256));
    try {
      if (fetched.sha256 !== sha256) throw new FileDamaged(sha256, fetched.sha256);
      await mkdir(dirname(copy), { recursive: true });
      await rename(fetched.path, copy);
      return copy;
    } finally {
      await rm(fetched.path, { force: true });
    }
  }

  async workFolder(): Promise<string> {
    const folder = join(this.workDir, randomUUID());
    await mkdir(folder, { mode: 0o700 });
    return folder;
  }

  /** The storage checks the SHA-256 of what arrives and refuses anything else, so that a torn upload has no name. */
  private async upload(path: string, sha256: Sha256, bytes: number): Promise<void> {
    const checksum =
      bytes < PART_BYTES
        ? { ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64') }
        : { ChecksumAlgorithm: 'SHA256' };
    await this.storage.write(storedPath(sha256), createReadStream(path), {
      size: bytes,
      mimeType: 'application/octet-stream',
      ...checksum,
    });
  }

  private async holds(sha256: Sha256, bytes: number): Promise<boolean> {
    if (!(await this.has(sha256))) return false;
    return (await this.storage.fileSize(storedPath(sha256))) === bytes;
  }
}

/** What the storage gave back is not what was put. */
export class FileDamaged extends Error {
  constructor(
    readonly expected: string,
    readonly found: string,
  ) {
    super(`the stored file ${expected} is damaged: its bytes hash to ${found}`);
    this.name = 'FileDamaged';
  }
}
