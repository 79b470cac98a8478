import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Files } from './files';
import { LocalFiles } from './local-files';
import { S3Files } from './s3-files';

export interface FilesOptions {
  /** `file:/path` or `s3://bucket/prefix`. */
  readonly location: string;
  /** Folder of this machine for work in progress and, with S3, for checked copies. */
  readonly workDir: string;
  /** S3 other than Amazon's; default MAX_S3_ENDPOINT. */
  readonly s3Endpoint?: string;
}

/** @throws TypeError when the location is neither a file nor an S3 URL */
export const createFiles = async ({ location, workDir, s3Endpoint }: FilesOptions): Promise<Files> => {
  const url = URL.canParse(location) ? new URL(location) : undefined;
  if (url?.protocol === 'file:') return LocalFiles.open(fileURLToPath(url), workDir);
  if (isAbsolute(location)) return LocalFiles.open(location, workDir);
  if (url?.protocol === 's3:' && url.hostname) {
    const at = { bucket: url.hostname, prefix: decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '') };
    return S3Files.open(at, s3Endpoint ?? process.env['MAX_S3_ENDPOINT'], workDir);
  }
  throw new TypeError(`not a place for files: ${location} (file:/path or s3://bucket/prefix)`);
};
