/**
 * Walks the fields of one protobuf message (https://protobuf.dev/programming-guides/encoding/) without making objects
 * of it: `next()` stands on the next field, the getters read its value. Views, not copies.
 */
export class WireReader {
  /** Number of the field it stands on. */
  field = 0;
  #at: number;
  #from = 0;
  #to = 0;
  #value = 0;

  constructor(
    private readonly buffer: Buffer,
    start = 0,
    private readonly end = buffer.length,
  ) {
    this.#at = start;
  }

  /** Goes to the next field; false at the end. Throws RangeError on bytes that aren't protobuf. */
  next(): boolean {
    if (this.#at >= this.end) return false;
    const tag = this.#varint();
    this.field = tag >>> 3;
    const type = tag & 7;
    this.#value = type === VARINT || type === LENGTH_DELIMITED ? this.#varint() : 0;
    const length = type === VARINT ? 0 : type === LENGTH_DELIMITED ? this.#value : fixedSize(type);
    this.#from = this.#at;
    this.#to = this.#at + length;
    if (this.#to > this.end) throw new RangeError(`field ${this.field} ends beyond its message`);
    this.#at = this.#to;
    return true;
  }

  /** Value of a varint field; exact below 2^53. */
  get number(): number {
    return this.#value;
  }

  get bytes(): Buffer {
    return this.buffer.subarray(this.#from, this.#to);
  }

  get text(): string {
    return this.buffer.toString('utf8', this.#from, this.#to);
  }

  /** The message in this field. */
  get message(): WireReader {
    return new WireReader(this.buffer, this.#from, this.#to);
  }

  #varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#at < this.end ? this.buffer[this.#at++] : undefined;
      if (byte === undefined) throw new RangeError('a varint is cut off');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }
}

const VARINT = 0;
const LENGTH_DELIMITED = 2;

function fixedSize(type: number): number {
  if (type === 1) return 8;
  if (type === 5) return 4;
  throw new RangeError(`wire type ${type} is not in use`);
}

/** The text of a field of a message, '' if it isn't there. */
export function textOf(message: WireReader, field: number): string {
  while (message.next()) if (message.field === field) return message.text;
  return '';
}
