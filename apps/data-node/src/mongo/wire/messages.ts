import { decode, decodeKeepingRaw, type Document } from '../bson/values.js';
import { failedToParse, MongoError } from '../errors.js';
import { encodeReplyBody, type Reply } from './reply.js';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER_BYTES = 16;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
/** Flag bits 0 to 15 must be understood. */
const REQUIRED_FLAGS = 0xffff;

/** One command from a client. The documents of an `insert` and the statements of an `update` stay BSON. */
export interface Request {
  readonly requestId: number;
  readonly opCode: typeof OP_QUERY | typeof OP_MSG;
  /** Decodes the command. Throws 22 InvalidBSON if that fails, which is an answer: the client and its request are known. */
  readonly body: () => Document;
  /** The client doesn't wait for an answer. */
  readonly silent: boolean;
}

/** Reads one whole message up to its documents. Throws 9 FailedToParse if it isn't one this server knows. */
export const parseRequest = (message: Buffer): Request => {
  const opCode = message.readInt32LE(12);
  const requestId = message.readInt32LE(4);
  if (opCode === OP_MSG) return { requestId, opCode, ...parseMsg(message) };
  if (opCode === OP_QUERY) return { requestId, opCode, body: parseQuery(message), silent: false };
  throw failedToParse(`unsupported wire protocol operation ${opCode}`);
};

const parseMsg = (message: Buffer): Pick<Request, 'body' | 'silent'> => {
  const flags = message.readUInt32LE(HEADER_BYTES);
  if ((flags & REQUIRED_FLAGS & ~(CHECKSUM_PRESENT | MORE_TO_COME)) !== 0) {
    throw failedToParse(`unknown OP_MSG flags ${flags}`);
  }
  const end = flags & CHECKSUM_PRESENT ? message.length - 4 : message.length;
  let at = HEADER_BYTES + 4;
  let body: Buffer | undefined;
  const sequences: Record<string, Uint8Array[]> = {};
  while (at < end) {
    const kind = message[at];
    const size = message.readInt32LE(at + 1);
    if (size < 5 || at + 1 + size > end) throw failedToParse('OP_MSG section runs over the end of its message');
    const section = message.subarray(at + 1, at + 1 + size);
    if (kind === 0 && !body) body = section;
    else if (kind === 1) Object.assign(sequences, parseSequence(section));
    else throw failedToParse(`unexpected OP_MSG section of kind ${kind}`);
    at += 1 + size;
  }
  if (!body) throw failedToParse('OP_MSG without a body');
  const bytes = body;
  const whole = () => withSequences(parseBody(bytes), sequences);
  return { body: decoded(whole), silent: (flags & MORE_TO_COME) !== 0 };
};

const decoded = (read: () => Document) => (): Document => {
  try {
    return read();
  } catch (error) {
    throw new MongoError(22, `the command can't be decoded: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** The arrays whose elements stay BSON, by command: what is stored as it came. */
const RAW_ARRAYS: Record<string, string> = { insert: 'documents', update: 'updates' };

const parseBody = (bytes: Buffer): Document => {
  const raw = RAW_ARRAYS[commandName(bytes)];
  return raw ? decodeKeepingRaw(bytes, raw) : decode(bytes);
};

/** The name of the first field, which is the command, without decoding the rest. */
const commandName = (bytes: Buffer): string => bytes.toString('latin1', 5, bytes.indexOf(0, 5));

const parseSequence = (section: Buffer): Record<string, Uint8Array[]> => {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw failedToParse('OP_MSG document sequence without a name');
  const documents: Buffer[] = [];
  for (let at = nameEnd + 1; at < section.length;) {
    const size = section.readInt32LE(at);
    if (size < 5 || at + size > section.length) throw failedToParse('document runs over the end of its sequence');
    documents.push(section.subarray(at, at + size));
    at += size;
  }
  return { [section.toString('utf8', 4, nameEnd)]: documents };
};

const withSequences = (body: Document, sequences: Record<string, Uint8Array[]>): Document => {
  const raw = RAW_ARRAYS[Object.keys(body)[0] ?? ''];
  for (const [name, documents] of Object.entries(sequences)) {
    body[name] = name === raw ? documents : documents.map(decode);
  }
  return body;
};

/** OP_QUERY is only used by drivers for the first handshake, on the collection `$cmd`. */
const parseQuery = (message: Buffer): Request['body'] => {
  const nameEnd = message.indexOf(0, HEADER_BYTES + 4);
  const name = message.toString('utf8', HEADER_BYTES + 4, nameEnd);
  if (!name.endsWith('.$cmd')) throw failedToParse('OP_QUERY is supported for commands only');
  // The command stays the first field.
  return decoded(() => ({ ...decode(message.subarray(nameEnd + 9)), $db: name.slice(0, -'.$cmd'.length) }));
};

/** The whole message that answers a request. */
export const encodeReply = (request: Pick<Request, 'requestId' | 'opCode'>, reply: Reply): Buffer =>
  request.opCode === OP_MSG ? encodeMsgReply(request.requestId, reply) : encodeQueryReply(request.requestId, reply);

let nextId = 1;
const header = (bytes: Buffer, responseTo: number, opCode: number): void => {
  nextId = (nextId + 1) & 0x7fffffff;
  bytes.writeInt32LE(bytes.length, 0);
  bytes.writeInt32LE(nextId, 4);
  bytes.writeInt32LE(responseTo, 8);
  bytes.writeInt32LE(opCode, 12);
};

const encodeMsgReply = (responseTo: number, reply: Reply): Buffer => {
  const bytes = encodeReplyBody(reply, HEADER_BYTES + 5).fill(0, HEADER_BYTES, HEADER_BYTES + 5);
  header(bytes, responseTo, OP_MSG);
  return bytes;
};

const encodeQueryReply = (responseTo: number, reply: Reply): Buffer => {
  const bytes = encodeReplyBody(reply, HEADER_BYTES + 20).fill(0, HEADER_BYTES, HEADER_BYTES + 20);
  header(bytes, responseTo, OP_REPLY);
  // Flag 8: await capable. One document follows.
  bytes.writeInt32LE(8, HEADER_BYTES);
  bytes.writeInt32LE(1, HEADER_BYTES + 16);
  return bytes;
};
