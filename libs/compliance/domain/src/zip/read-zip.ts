import { unzipSync } from 'fflate';

import { isSafePath } from '../pack/format';

/** The file is no ZIP that we would open: broken, too large when unpacked, or with names that try to trick. */
export class UnsafeZip extends Error {
  override readonly name = 'UnsafeZip';
}

export interface ZipLimits {
  readonly files: number;
  /** Bytes of all files together when unpacked. */
  readonly bytes: number;
}

export const DEFAULT_LIMITS: ZipLimits = { files: 20_000, bytes: 2 * 1024 ** 3 };

/**
 * The files of a ZIP by path. Sizes are added up from the directory before anything is unpacked, and a file that turns
 * out larger than its directory entry says is cut there and refused.
 *
 * @throws UnsafeZip
 */
export const readZip = (zip: Uint8Array, limits: ZipLimits = DEFAULT_LIMITS): Map<string, Uint8Array> => {
  const sizes = new Map<string, number>();
  const folded = new Set<string>();
  let total = 0;
  const look = ({ name, originalSize }: { name: string; originalSize: number }): boolean => {
    if (name.endsWith('/') && isSafePath(name.slice(0, -1))) return false; // a folder
    if (!isSafePath(name)) throw new UnsafeZip(`a file's name is not safe: ${JSON.stringify(name.slice(0, 80))}`);
    if (folded.has(name.toLowerCase())) throw new UnsafeZip(`the name ${name} stands twice`);
    folded.add(name.toLowerCase());
    sizes.set(name, originalSize);
    total += originalSize;
    if (sizes.size > limits.files) throw new UnsafeZip(`more than ${limits.files} files`);
    if (total > limits.bytes) throw new UnsafeZip(`more than ${limits.bytes} bytes when unpacked`);
    return true;
  };
  const files = unzip(zip, look);
  for (const [name, size] of sizes) {
    if (files[name]?.length !== size) throw new UnsafeZip(`${name} is not ${size} bytes long as the directory says`);
  }
  return new Map([...sizes.keys()].map((name) => [name, files[name] ?? new Uint8Array(0)]));
};

const unzip = (zip: Uint8Array, filter: (file: { name: string; originalSize: number }) => boolean) => {
  try {
    return unzipSync(zip, { filter });
  } catch (error) {
    if (error instanceof UnsafeZip) throw error;
    throw new UnsafeZip(`not a readable ZIP (${error instanceof Error ? error.message : 'broken'})`);
  }
};
