/**
 * Writes protobuf messages (https://protobuf.dev/programming-guides/encoding/) without message objects, into a growing
 * scratch buffer that is reused: what `bytes()` answers is valid until the next `reset()`.
 */
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
    return this.#text(field, value, Buffer.byteLength(value));
  }

  /** A message of one string. */
  nestedString(field: number, inner: number, value: string): this {
    const length = Buffer.byteLength(value);
    return this.open(field, 1 + varintSize(length) + length).#text(inner, value, length);
  }

  /** An entry of a map of strings. */
  entry(field: number, key: string, value: string): this {
    const keyLength = Buffer.byteLength(key);
    const valueLength = Buffer.byteLength(value);
    this.open(field, 2 + varintSize(keyLength) + keyLength + varintSize(valueLength) + valueLength);
    return this.#text(1, key, keyLength).#text(2, value, valueLength);
  }

  #text(field: number, value: string, length: number): this {
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
