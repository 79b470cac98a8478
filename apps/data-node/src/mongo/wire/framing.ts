import { failedToParse } from '../errors.js';

/** The longest message a MongoDB server takes. */
export const MAX_MESSAGE_BYTES = 48_000_000;

/** Cuts the bytes of a connection into messages, by the length each one begins with. */
export class Framer {
  private chunks: Buffer[] = [];
  private held = 0;

  /** The messages that are complete now. Throws when the bytes can't be MongoDB's protocol. */
  *push(chunk: Buffer): Generator<Buffer> {
    this.chunks.push(chunk);
    this.held += chunk.length;
    for (let size = this.nextSize(); size !== undefined && this.held >= size; size = this.nextSize()) {
      const bytes = this.joined();
      this.chunks = bytes.length > size ? [bytes.subarray(size)] : [];
      this.held = bytes.length - size;
      yield bytes.subarray(0, size);
    }
  }

  private nextSize(): number | undefined {
    if (this.held < 16) return undefined;
    const first = this.chunks[0];
    const size = (first && first.length >= 4 ? first : this.joined()).readInt32LE(0);
    if (size < 16 || size > MAX_MESSAGE_BYTES) throw failedToParse(`message length ${size} is not possible`);
    return size;
  }

  private joined(): Buffer {
    const [first] = this.chunks;
    if (first && this.chunks.length === 1) return first;
    const all = Buffer.concat(this.chunks);
    this.chunks = [all];
    return all;
  }
}
