import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createFiles } from './create-files';
import type { Files } from './files';
import { FileDamaged } from './s3-files';
import { filesContract } from './testing/files.contract';
import { startS3Fake, type S3Fake } from './testing/s3-fake';

// The adapter with the real AWS client, against our own stand-in for the calls that it makes: what S3 itself makes of
// them is not shown here.
describe('files in S3, the calls checked by a stand-in', () => {
  let s3: S3Fake;
  let workDir: string;
  const before = { ...process.env };
  const open = (): Promise<Files> => createFiles({ location: 's3://vault/max/files', workDir, s3Endpoint: s3.url });

  beforeAll(async () => {
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'eu-central-1',
    });
    s3 = await startS3Fake();
    workDir = await mkdtemp(join(tmpdir(), 'max-s3-'));
  });
  afterAll(async () => {
    process.env = before;
    await s3.stop();
    await rm(workDir, { recursive: true, force: true });
  });

  filesContract(
    open,
    async () => s3.objects.size,
    async () => (await readdir(join(workDir, '.incoming'))).length,
  );

  test('an object lies under bucket, prefix and hash', async () => {
    const { sha256 } = await (await open()).put(Buffer.from('layout'));
    expect([...s3.objects.keys()]).toContain(`vault/max/files/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`);
  });

  test('a large file goes up in parts, each with its checksum', async () => {
    s3.calls.length = 0;
    await (await open()).put(Buffer.alloc(130 * 1024 * 1024, 'x'));
    expect(s3.calls).toEqual(['HEAD', 'PUT part', 'PUT part', 'PUT part', 'complete']);
  });

  test('the local copy is fetched once', async () => {
    const files = await open();
    const { sha256 } = await files.put(Buffer.from('copied'));
    s3.calls.length = 0;
    expect(await files.localPath(sha256)).toBe(await files.localPath(sha256));
    expect(s3.calls).toEqual(['GET']);
  });

  test('a damaged object never becomes a local copy', async () => {
    const files = await open();
    const { sha256 } = await files.put(Buffer.from('to be damaged'));
    for (const key of s3.objects.keys()) if (key.endsWith(sha256)) s3.objects.set(key, Buffer.from('TO BE DAMAGED'));
    await expect(files.localPath(sha256)).rejects.toThrow(FileDamaged);
    expect(await readdir(join(workDir, '.incoming'))).toEqual([]);
  });
});
