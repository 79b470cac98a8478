import { posix } from 'node:path';

import { sha256, type Sha256 } from '@max/kernel';

/** `ab/cd/abcd…`: 65,536 folders, so that none grows too large to list. Checked here, since it becomes a path. */
export const storedPath = (hash: Sha256): string => {
  sha256(hash);
  return posix.join(hash.slice(0, 2), hash.slice(2, 4), hash);
};
