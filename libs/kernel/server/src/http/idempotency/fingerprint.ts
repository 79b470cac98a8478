import '@fastify/multipart'; // its types of `FastifyRequest`
import type { MultipartFile } from '@fastify/multipart';
import { canonicalJson } from '@max/kernel';
import type { FastifyRequest } from 'fastify';
import { createHash, type Hash } from 'node:crypto';
import { pipeline, Transform } from 'node:stream';

const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

/** SHA-256 over method, address and body (RFC 8785 canonical JSON): neither spacing nor the order of members matters. */
export const fingerprintOf = (request: FastifyRequest, body: unknown): string =>
  sha256(canonicalJson([request.method, request.url, body ?? null]));

/**
 * Watches a multipart upload while the handler reads it: field names, values, file names and the SHA-256 of each file, in
 * whatever order they come. `onComplete` is awaited when the last part has been read, before the handler goes on.
 */
export const watchUpload = (request: FastifyRequest, onComplete: (fingerprint: string) => Promise<void>): void => {
  const read = request.parts.bind(request);
  request.parts = async function* (options) {
    const parts: (() => string)[] = [];
    for await (const part of read(options)) {
      const name = part.fieldname;
      if (part.type === 'field') {
        const value = part.value;
        parts.push(() => canonicalJson(['field', name, value ?? null]));
      } else {
        const { hash, file } = hashed(part);
        parts.push(() => canonicalJson(['file', name, part.filename, hash.digest('hex')]));
        part.file = file;
      }
      yield part;
    }
    await onComplete(fingerprintOf(request, parts.map((part) => part()).sort()));
  } as typeof request.parts;
};

/** Reads an upload to its end and keeps nothing of it. */
export const drainUpload = async (request: FastifyRequest): Promise<void> => {
  for await (const part of request.parts()) {
    if (part.type === 'file') for await (const _chunk of part.file);
  }
};

const hashed = ({ file }: MultipartFile): { hash: Hash; file: MultipartFile['file'] } => {
  const hash = createHash('sha256');
  const through = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  // a broken upload breaks the copy: whoever reads it gets the error
  pipeline(file, through, () => undefined);
  return { hash, file: Object.assign(through, { truncated: false, bytesRead: 0 }) };
};
