import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';

import { StatementRejected } from '../statement-rejected';
import { asError, codeOf } from './as-error';
import { detectEncoding } from './encoding';
import { LinesNormaliser } from './lines-normaliser';

/** The statement as plain UTF-8 with LF line ends, and what was found on the way. */
export interface DecodedText {
  readonly path: string;
  /** Physical lines, empty ones counted. */
  readonly lines: number;
  readonly endsWithNewline: boolean;
  readonly lastLine: string;
  /** Lines that were not UTF-8 and were read as ISO-8859-1. */
  readonly fallbackLines: number;
  readonly gzip: boolean;
}

/** Beyond this an unpacked file is taken for an attack on the disk. */
const MAX_UNPACKED_BYTES = 64 * 2 ** 30;

/**
 * Reads a file of any size as a stream: unpacks gzip, turns UTF-16 (with or without mark), UTF-8 and ISO-8859-1 into
 * UTF-8 lines in `workDir`.
 * @throws StatementRejected for an empty file, a damaged or cut-off gzip, an archive, or what is no text
 */
export const decode = async (file: string, workDir: string): Promise<DecodedText> => {
  const { size } = await stat(file);
  if (size === 0) throw new StatementRejected('empty-file', 'the file is empty');
  const head = await readHead(file);
  if (head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) {
    throw new StatementRejected('unknown-format', 'this is a ZIP or Excel file; export the report as CSV or TSV');
  }
  const gzip = head[0] === 0x1f && head[1] === 0x8b;
  const path = join(workDir, 'statement.txt');
  const normaliser = new LinesNormaliser();
  const toUtf8 = new ToUtf8();
  try {
    const source = createReadStream(file, { highWaterMark: 1 << 20 });
    const sink = createWriteStream(path);
    if (gzip) await pipeline(source, createGunzip({ chunkSize: 1 << 20 }), toUtf8, normaliser, sink);
    else await pipeline(source, toUtf8, normaliser, sink);
  } catch (error) {
    throw asRejection(error, normaliser.lines + 1);
  }
  const { lines, endsWithNewline, lastLine, fallbackLines } = normaliser;
  if (lines === 0) throw new StatementRejected('empty-file', 'the file is empty');
  return { path, lines, endsWithNewline, lastLine, fallbackLines, gzip };
};

async function readHead(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Detects the encoding from the first chunk, drops its mark and transcodes UTF-16. */
class ToUtf8 extends Transform {
  private decoder: TextDecoder | undefined;
  private started = false;
  private bytes = 0;

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    try {
      this.bytes += chunk.length;
      if (this.bytes > MAX_UNPACKED_BYTES) {
        throw new StatementRejected('too-large', 'the unpacked file is larger than 64 GiB');
      }
      let bytes = chunk;
      if (!this.started) {
        this.started = true;
        const { encoding, bom } = detectEncoding(chunk);
        bytes = chunk.subarray(bom);
        if (encoding !== 'utf-8') this.decoder = new TextDecoder(encoding, { fatal: true });
      }
      done(null, this.decoder ? Buffer.from(this.decoder.decode(bytes, { stream: true })) : bytes);
    } catch (error) {
      done(asError(error));
    }
  }

  override _flush(done: TransformCallback): void {
    try {
      done(null, Buffer.from(this.decoder?.decode() ?? ''));
    } catch (error) {
      done(asError(error));
    }
  }
}

function asRejection(error: unknown, line: number): unknown {
  const code = codeOf(error);
  if (code === 'Z_BUF_ERROR') return new StatementRejected('cut-off', `the gzip file is cut off in line ${line}`, line);
  if (code === 'Z_DATA_ERROR') return new StatementRejected('damaged-gzip', 'the gzip file is damaged', line);
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    return new StatementRejected('cut-off', `the UTF-16 text is cut off or damaged near line ${line}`, line);
  }
  return error;
}
