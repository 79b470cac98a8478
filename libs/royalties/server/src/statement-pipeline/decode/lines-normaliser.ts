import { isUtf8 } from 'node:buffer';
import { Transform, type TransformCallback } from 'node:stream';

import { StatementRejected } from '../statement-rejected';
import { asError } from './as-error';

/** Stands for an empty line, which the reader of the lines would otherwise skip and lose count. */
export const EMPTY_LINE = '\u001d';

// what is left of line ends, and what no text has; tabs stay
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0001-\u0008\u000b-\u001f]/;
const CONTROL_ALL = new RegExp(CONTROL, 'g');
const LF = 0x0a;
const MAX_LINE_BYTES = 2_000_000;
const windows1252 = new TextDecoder('windows-1252');

/**
 * Bytes in, UTF-8 lines ended by LF out, whole lines at a time. CRLF becomes LF and
 * other control characters become spaces; a line that is not UTF-8 is read as
 * ISO-8859-1 (in its Windows form), as older exports are; counts lines as it goes.
 * @throws StatementRejected for a byte that no text has, or a line without end
 */
export class LinesNormaliser extends Transform {
  lines = 0;
  fallbackLines = 0;
  endsWithNewline = true;
  lastLine = '';
  private carry: Buffer[] = [];
  private carried = 0;

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    try {
      const cut = chunk.lastIndexOf(LF);
      if (cut < 0) {
        this.hold(chunk);
      } else {
        const whole = Buffer.concat([...this.carry, chunk.subarray(0, cut + 1)]);
        this.carry = [];
        this.carried = 0;
        this.hold(chunk.subarray(cut + 1));
        this.push(this.normalise(whole));
      }
      done();
    } catch (error) {
      done(asError(error));
    }
  }

  override _flush(done: TransformCallback): void {
    try {
      if (this.carried > 0) {
        this.endsWithNewline = false;
        this.push(this.normalise(Buffer.concat([...this.carry, Buffer.of(LF)])));
      }
      done();
    } catch (error) {
      done(asError(error));
    }
  }

  private hold(rest: Buffer): void {
    if (rest.length === 0) return;
    this.carry.push(rest);
    this.carried += rest.length;
    if (this.carried > MAX_LINE_BYTES) {
      throw new StatementRejected('line-too-long', `line ${this.lines + 1} has no end within 2 MB`, this.lines + 1);
    }
  }

  /** `block` ends with LF. Text is handled as Latin-1, one character a byte, which leaves UTF-8 as it is. */
  private normalise(block: Buffer): Buffer {
    const zero = block.indexOf(0);
    if (zero >= 0) {
      const line = this.lines + 1 + countLines(block.subarray(0, zero));
      throw new StatementRejected('not-text', `line ${line} holds a zero byte: this is no text file`, line);
    }
    let text = (isUtf8(block) ? block : this.readAsWindows1252(block)).toString('latin1');
    if (text.includes('\r')) text = text.replaceAll('\r\n', '\n');
    if (CONTROL.test(text)) text = text.replaceAll(CONTROL_ALL, ' ');
    if (text.startsWith('\n') || text.includes('\n\n')) text = text.replace(/^(?=\n)|(?<=\n)(?=\n)/g, EMPTY_LINE);
    const clean = Buffer.from(text, 'latin1');
    this.lines += countLines(clean);
    const start = clean.lastIndexOf(LF, clean.length - 2) + 1;
    this.lastLine = clean.toString('utf8', start, clean.length - 1);
    return clean;
  }

  private readAsWindows1252(block: Buffer): Buffer {
    const lines: Buffer[] = [];
    for (let from = 0; from < block.length;) {
      const to = block.indexOf(LF, from) + 1;
      const line = block.subarray(from, to);
      const valid = isUtf8(line);
      if (!valid) this.fallbackLines += 1;
      lines.push(valid ? line : Buffer.from(windows1252.decode(line)));
      from = to;
    }
    return Buffer.concat(lines);
  }
}

function countLines(block: Buffer): number {
  let lines = 0;
  for (let at = block.indexOf(LF); at >= 0; at = block.indexOf(LF, at + 1)) lines += 1;
  return lines;
}
