import { type Document, encode } from '../bson/values.js';

/** A cursor's answer, whose documents are BSON already and are copied into it as they are. */
export interface CursorReply {
  readonly batch: readonly Buffer[];
  readonly batchName: 'firstBatch' | 'nextBatch';
  readonly id: bigint;
  readonly namespace: string;
}

export type Reply = Document | { readonly cursorReply: CursorReply };

/** The BSON of a reply with `before` bytes left free in front of it, for the header of the message. */
export const encodeReplyBody = (reply: Reply, before = 0): Buffer => {
  if ('cursorReply' in reply) return encodeCursor(reply.cursorReply as CursorReply, before);
  const body = encode(reply);
  const bytes = Buffer.allocUnsafe(before + body.length);
  bytes.set(body, before);
  return bytes;
};

const DOUBLE = 1;
const STRING = 2;
const DOCUMENT = 3;
const ARRAY = 4;
const LONG = 18;

/** Bytes of a document or array beside its elements: its length and its end. */
const FRAME = 5;

/** `{ cursor: { firstBatch: […], id, ns }, ok: 1 }`, written at once into a buffer of the right length. */
const encodeCursor = ({ batch, batchName, id, namespace }: CursorReply, before: number): Buffer => {
  const ns = Buffer.byteLength(namespace) + 1;
  const array = batch.reduce((sum, document, at) => sum + 2 + digits(at) + document.length, FRAME);
  const cursor = FRAME + (2 + batchName.length + array) + (4 + 8) + (4 + 4 + ns);
  const size = FRAME + (8 + cursor) + (4 + 8);
  const out = new ReplyWriter(Buffer.allocUnsafe(before + size), before);
  out.int32(size);
  out.name(DOCUMENT, 'cursor');
  out.int32(cursor);
  out.name(ARRAY, batchName);
  out.int32(array);
  for (const [at, document] of batch.entries()) {
    out.name(DOCUMENT, String(at));
    out.append(document);
  }
  out.end();
  out.name(LONG, 'id');
  out.int64(id);
  out.name(STRING, 'ns');
  out.int32(ns);
  out.text(namespace);
  out.end();
  out.name(DOUBLE, 'ok');
  out.double(1);
  out.end();
  return out.bytes;
};

const digits = (index: number): number => (index < 10 ? 1 : index < 100 ? 2 : String(index).length);

/** Writes BSON from `at` on into a buffer that is large enough. */
class ReplyWriter {
  constructor(
    readonly bytes: Buffer,
    private at: number,
  ) {}

  name(type: number, field: string): void {
    this.bytes[this.at] = type;
    this.at += 1 + this.bytes.write(field, this.at + 1, 'latin1');
    this.end();
  }

  text(value: string): void {
    this.at += this.bytes.write(value, this.at);
    this.end();
  }

  append(value: Uint8Array): void {
    this.bytes.set(value, this.at);
    this.at += value.length;
  }

  int32(value: number): void {
    this.at = this.bytes.writeInt32LE(value, this.at);
  }

  int64(value: bigint): void {
    this.at = this.bytes.writeBigInt64LE(value, this.at);
  }

  double(value: number): void {
    this.at = this.bytes.writeDoubleLE(value, this.at);
  }

  end(): void {
    this.bytes[this.at] = 0;
    this.at += 1;
  }
}
