/**
 * The few pieces of protobuf's wire format that the log needs to write and scan recorded events without going
 * through message objects (https://protobuf.dev/programming-guides/encoding/).
 */

/** A growing scratch buffer, reused between events: what `bytes()` answers is valid until the next `reset()`. */
export class WireWriter {
  #buffer = Buffer.allocUnsafeSlow(64 * 1024);
  #length = 0;

  reset(): this {
    this.#length = 0;
    return this;
  }

  /** The written bytes, as a view of the scratch buffer. */
  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  /** A field of wire type 0. */
  uint(field: number, value: number | bigint): this {
    this.#reserve(20);
    this.#varint(field << 3);
    this.#varint(value);
    return this;
  }

  /** Tag and length of a field of wire type 2; its `length` bytes must follow. */
  open(field: number, length: number): this {
    this.#reserve(20);
    this.#varint((field << 3) | 2);
    this.#varint(length);
    return this;
  }

  raw(bytes: Uint8Array): this {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  string(field: number, value: string): this {
    const length = Buffer.byteLength(value);
    this.open(field, length);
    this.#reserve(length);
    this.#length += this.#buffer.write(value, this.#length, 'utf8');
    return this;
  }

  #varint(value: number | bigint): void {
    let rest = value;
    if (typeof rest === 'bigint') {
      for (; rest > 0x7fn; rest >>= 7n) this.#buffer[this.#length++] = Number(rest & 0x7fn) | 0x80;
      this.#buffer[this.#length++] = Number(rest);
      return;
    }
    // Division instead of shifts: positions outgrow 32 bits.
    for (; rest > 0x7f; rest = Math.floor(rest / 128)) this.#buffer[this.#length++] = (rest % 128) | 0x80;
    this.#buffer[this.#length++] = rest;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#buffer.length * 2, this.#length + more));
    larger.set(this.bytes());
    this.#buffer = larger;
  }
}

/** Bytes that `value` takes as a varint. */
export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest > 0x7f; rest = Math.floor(rest / 128)) size += 1;
  return size;
}

/** Walks the fields of one message; length-delimited values are views, varints are numbers (exact below 2^53). */
export class WireReader {
  #at = 0;

  constructor(private readonly buffer: Buffer) {}

  /** The next field, or undefined at the end. Throws RangeError on bytes that aren't protobuf. */
  next(): { field: number; value: number | Buffer } | undefined {
    if (this.#at >= this.buffer.length) return undefined;
    const tag = this.#varint();
    const field = Math.floor(tag / 8);
    if (tag % 8 === 0) return { field, value: this.#varint() };
    if (tag % 8 !== 2) throw new RangeError(`wire type ${tag % 8} at byte ${this.#at} is not used by recorded events`);
    const length = this.#varint();
    const start = this.#at;
    this.#at += length;
    if (this.#at > this.buffer.length) throw new RangeError(`field ${field} ends beyond its message`);
    return { field, value: this.buffer.subarray(start, this.#at) };
  }

  #varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.buffer[this.#at++];
      if (byte === undefined) throw new RangeError('a varint is cut off');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }
}
