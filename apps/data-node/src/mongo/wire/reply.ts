import { type Document, encode } from '../bson/values.js';

/** A cursor's answer, whose documents are BSON already and are copied into it as they are. */
export interface CursorReply {
  readonly batch: readonly Buffer[];
  readonly batchName: 'firstBatch' | 'nextBatch';
  readonly id: bigint;
  readonly namespace: string;
}

export type Reply = Document | { readonly cursorReply: CursorReply };

export const encodeReplyBody = (reply: Reply): Buffer => {
  if ('cursorReply' in reply) return encodeCursor(reply.cursorReply as CursorReply);
  return encode(reply);
};

const STRING = 2;
const DOCUMENT = 3;
const ARRAY = 4;
const LONG = 18;

const encodeCursor = ({ batch, batchName, id, namespace }: CursorReply): Buffer => {
  const cursor = wrap([
    element(ARRAY, batchName, wrap(batch.flatMap((document, at) => [name(DOCUMENT, String(at)), document]))),
    element(LONG, 'id', long(id)),
    element(STRING, 'ns', text(namespace)),
  ]);
  const ok = Buffer.alloc(8);
  ok.writeDoubleLE(1);
  return wrap([element(DOCUMENT, 'cursor', cursor), element(1, 'ok', ok)]);
};

const name = (type: number, field: string): Buffer => Buffer.from(`${String.fromCharCode(type)}${field}\0`, 'latin1');
const element = (type: number, field: string, value: Buffer): Buffer => Buffer.concat([name(type, field), value]);

const wrap = (parts: readonly Buffer[]): Buffer => {
  const size = parts.reduce((sum, part) => sum + part.length, 5);
  const bytes = Buffer.allocUnsafe(size);
  let at = bytes.writeInt32LE(size, 0);
  for (const part of parts) at += part.copy(bytes, at);
  bytes[at] = 0;
  return bytes;
};

const long = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes;
};

const text = (value: string): Buffer => {
  const content = Buffer.from(`${value}\0`);
  const size = Buffer.alloc(4);
  size.writeInt32LE(content.length);
  return Buffer.concat([size, content]);
};
