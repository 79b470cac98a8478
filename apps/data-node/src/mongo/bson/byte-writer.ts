/** A growing byte buffer. One instance is shared by all key encoding, which is synchronous. */
export class ByteWriter {
  private bytes = Buffer.allocUnsafe(4096);
  private length = 0;

  reset(): this {
    this.length = 0;
    return this;
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  uint32(value: number): void {
    this.reserve(4);
    this.length = this.bytes.writeUInt32BE(value >>> 0, this.length);
  }

  double(value: number): void {
    this.reserve(8);
    this.length = this.bytes.writeDoubleBE(value, this.length);
  }

  int64(value: bigint): void {
    this.reserve(8);
    this.length = this.bytes.writeBigInt64BE(value, this.length);
  }

  append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** UTF-8 with each zero byte written as `00 FF`, ended by `00 00`: no text's code is the beginning of another's. */
  text(value: string): void {
    this.reserve(value.length * 3 + 2);
    if (value.includes('\0')) this.escaped(Buffer.from(value));
    else this.length += this.bytes.write(value, this.length);
    this.byte(0);
    this.byte(0);
  }

  private escaped(bytes: Buffer): void {
    for (const byte of bytes) {
      this.byte(byte);
      if (byte === 0) this.byte(0xff);
    }
  }

  get position(): number {
    return this.length;
  }

  /** Flips the bits written since `from`: the order of the codes turns round. */
  invert(from: number, flip = 0xff): void {
    for (let at = from; at < this.length; at++) this.bytes[at] = (this.bytes[at] ?? 0) ^ flip;
  }

  flipSign(at: number): void {
    this.bytes[at] = (this.bytes[at] ?? 0) ^ 0x80;
  }

  copy(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.length));
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + count));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}
