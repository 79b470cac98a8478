import { closeSync, existsSync, fdatasync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const sync = promisify(fdatasync);

/**
 * An append-only file of JSON lines. A line is one transaction: all of it or nothing. What `append` has resolved is on
 * disk (fdatasync); callers that wait at the same time share one flush.
 */
export class Journal {
  readonly #fd: number;
  #waiting: string[] = [];
  #flushing: Promise<void> | undefined;

  private constructor(fd: number) {
    this.#fd = fd;
  }

  /** Opens (or makes) the journal of a directory; `replay` gets each whole line in order. A torn last line is cut off. */
  static open(directory: string, replay: (line: unknown) => void): Journal {
    mkdirSync(directory, { recursive: true });
    const file = join(directory, 'journal.ndjson');
    if (existsSync(file)) {
      const bytes = readFileSync(file);
      const whole = bytes.lastIndexOf(0x0a) + 1; // a line counts once its line feed is there
      if (whole < bytes.length) truncateSync(file, whole);
      for (const line of bytes.subarray(0, whole).toString('utf8').split('\n')) {
        if (line !== '') replay(JSON.parse(line));
      }
    }
    return new Journal(openSync(file, 'a'));
  }

  append(line: unknown): Promise<void> {
    this.#waiting.push(JSON.stringify(line) + '\n');
    return this.flushed();
  }

  /** Resolves when all that was appended so far is on disk. */
  async flushed(): Promise<void> {
    while (this.#flushing !== undefined || this.#waiting.length > 0) {
      this.#flushing ??= this.#flush().finally(() => (this.#flushing = undefined));
      await this.#flushing;
    }
  }

  async close(): Promise<void> {
    await this.flushed();
    closeSync(this.#fd);
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#waiting.join(''), 'utf8');
    this.#waiting = [];
    for (let written = 0; written < bytes.length;) written += writeSync(this.#fd, bytes, written);
    await sync(this.#fd);
  }
}
