import { chmod, mkdir, mkdtemp, readdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { createFiles } from './create-files';
import type { Files } from './files';
import { filesContract } from './testing/files.contract';

describe('files in a local folder', () => {
  let folder: string;
  const root = (): string => join(folder, 'files');
  const open = (): Promise<Files> =>
    createFiles({ location: pathToFileURL(root()).href, workDir: join(folder, 'work') });
  const stored = async (): Promise<number> => {
    const entries = await readdir(root(), { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile() && !entry.parentPath.includes('.incoming')).length;
  };
  const leftovers = async (): Promise<number> => (await readdir(join(root(), '.incoming'))).length;

  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'max-files-'))));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  filesContract(open, stored, leftovers);

  test('a stored file lies at ab/cd/<hash>, read-only, and is its own local path', async () => {
    const files = await open();
    const { sha256 } = await files.put(Buffer.from('layout'));
    const path = join(root(), sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    expect(await files.localPath(sha256)).toBe(path);
    expect((await stat(path)).mode & 0o777).toBe(0o400);
  });

  test('putting a file again mends one that was cut off from outside', async () => {
    const files = await open();
    const { sha256 } = await files.put(Buffer.from('whole content'));
    const path = await files.localPath(sha256);
    await chmod(path, 0o600);
    await truncate(path, 5);
    await files.put(Buffer.from('whole content'));
    expect((await stat(path)).size).toBe(13);
  });

  test('opening removes what crashes have left for a day, and nothing younger', async () => {
    await open();
    const old = new Date(Date.now() - 25 * 60 * 60 * 1000);
    const [oldUpload, youngUpload] = ['old', 'young'].map((name) => join(root(), '.incoming', name)) as [
      string,
      string,
    ];
    const oldWork = join(folder, 'work', 'old-work');
    await Promise.all([writeFile(oldUpload, 'x'), writeFile(youngUpload, 'x'), mkdir(oldWork)]);
    await Promise.all([utimes(oldUpload, old, old), utimes(oldWork, old, old)]);
    await open();
    expect(await readdir(join(root(), '.incoming'))).toEqual(['young']);
    expect(await readdir(join(folder, 'work'))).not.toContain('old-work');
    await rm(youngUpload);
  });

  test('a location that is neither a file nor an S3 URL is refused', async () => {
    const workDir = join(folder, 'work');
    for (const location of ['ftp://host/x', 's3:///nobody', 'relative/path', '']) {
      await expect(createFiles({ location, workDir })).rejects.toThrow(TypeError);
    }
  });
});
