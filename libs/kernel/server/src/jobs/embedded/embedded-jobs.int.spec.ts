import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { jobsContract } from '../testing/jobs.contract';

describe('embedded jobs on LMDB', () => {
  let folder: string;
  jobsContract(
    async () => ({ folder: (folder = await mkdtemp(join(tmpdir(), 'max-jobs-'))) }),
    () => rm(folder, { recursive: true, force: true }),
  );
});
