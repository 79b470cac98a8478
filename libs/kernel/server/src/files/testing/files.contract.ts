import { createHash, randomBytes } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { sha256, type Sha256 } from '@max/kernel';

import { FileMissing, type Files } from '../files';

const hashOf = (bytes: Uint8Array): Sha256 => sha256(createHash('sha256').update(bytes).digest('hex'));

const bytesOf = async (content: Readable): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** What every adapter of the `Files` port must do. `stored` and `leftovers` count what lies in the adapter's place. */
export const filesContract = (
  open: () => Promise<Files>,
  stored: () => Promise<number>,
  leftovers: () => Promise<number>,
): void => {
  let files: Files;
  beforeEach(async () => void (files = await open()));
  afterEach(async () => expect(await leftovers()).toBe(0));

  test('what was put is read back, byte for byte, under its SHA-256', async () => {
    const bytes = randomBytes(300_000);
    const put = await files.put(Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]));
    expect(put).toEqual({ sha256: hashOf(bytes), bytes: 300_000 });
    expect(await files.has(put.sha256)).toBe(true);
    expect((await bytesOf(await files.read(put.sha256))).equals(bytes)).toBe(true);
    expect((await readFile(await files.localPath(put.sha256))).equals(bytes)).toBe(true);
  });

  test('bytes in memory, text streams and nothing at all are files too', async () => {
    const empty = await files.put(new Uint8Array());
    expect(empty).toEqual({ sha256: hashOf(Buffer.of()), bytes: 0 });
    expect(await bytesOf(await files.read(empty.sha256))).toHaveLength(0);
    const text = await files.put(Readable.from(['grün', '\n']));
    expect((await bytesOf(await files.read(text.sha256))).toString()).toBe('grün\n');
  });

  test('the same bytes, put again or twice at once, are stored once', async () => {
    const before = await stored();
    const bytes = randomBytes(100_000);
    const puts = await Promise.all([files.put(bytes), files.put(Readable.from([bytes])), files.put(bytes)]);
    await files.put(bytes);
    expect(new Set(puts.map((put) => put.sha256)).size).toBe(1);
    expect(await stored()).toBe(before + 1);
    expect((await bytesOf(await files.read(hashOf(bytes)))).equals(bytes)).toBe(true);
  });

  test('a stream that breaks leaves nothing', async () => {
    const before = await stored();
    const start = randomBytes(100_000);
    const broken = Readable.from(
      (async function* () {
        yield start;
        throw new Error('the connection was lost');
      })(),
    );
    await expect(files.put(broken)).rejects.toThrow('the connection was lost');
    expect(await stored()).toBe(before);
    expect(await files.has(hashOf(start))).toBe(false);
  });

  test('a file that is not there is missing, by name', async () => {
    const nowhere = hashOf(Buffer.from('never put'));
    expect(await files.has(nowhere)).toBe(false);
    await expect(files.read(nowhere)).rejects.toThrow(FileMissing);
    await expect(files.localPath(nowhere)).rejects.toThrow(FileMissing);
  });

  test('what is no hash is refused before it becomes a path', async () => {
    await expect(files.read('../../etc/passwd' as Sha256)).rejects.toThrow(TypeError);
    await expect(files.has('..' as Sha256)).rejects.toThrow(TypeError);
  });

  test('work folders are private, and each is another', async () => {
    const [one, two] = [await files.workFolder(), await files.workFolder()];
    expect(one).not.toBe(two);
    await writeFile(join(one, 'draft'), 'x');
    expect((await stat(one)).mode & 0o777).toBe(0o700);
    await Promise.all([one, two].map((folder) => rm(folder, { recursive: true })));
  });

  test('a large file goes through without being held in memory', async () => {
    const chunk = randomBytes(1024 * 1024);
    const chunks = 96;
    const hash = createHash('sha256');
    for (let i = 0; i < chunks; i++) hash.update(chunk);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const put = await files.put(
      Readable.from(
        (async function* () {
          for (let i = 0; i < chunks; i++) {
            most = Math.max(most, process.memoryUsage().arrayBuffers);
            yield Buffer.from(chunk);
          }
        })(),
      ),
    );
    expect(put).toEqual({ sha256: hash.digest('hex'), bytes: chunks * chunk.length });
    expect(await files.has(put.sha256)).toBe(true);
    expect(most - before).toBeLessThan(64 * 1024 * 1024);
  });
};
