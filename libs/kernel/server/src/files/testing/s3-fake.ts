import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A test's stand-in for S3: the few calls that the adapter makes, in memory, with checksums checked. Not S3 itself. */
export interface S3Fake {
  readonly url: string;
  readonly objects: Map<string, Buffer>;
  /** `PUT`, `PUT part`, `GET`, …, in order. */
  readonly calls: string[];
  stop(): Promise<void>;
}

const sha256Base64 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64');

/** The SDK signs streams as `aws-chunked`: hex length, LF-framed data, and trailing headers (checksums) at the end. */
const unchunk = (body: Buffer): { bytes: Buffer; trailers: Map<string, string> } => {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf('\r\n', at);
    const length = parseInt(body.subarray(at, end).toString(), 16);
    at = end + 2;
    if (length === 0) break;
    parts.push(body.subarray(at, at + length));
    at += length + 2;
  }
  const lines = body.subarray(at).toString().split('\r\n').filter(Boolean);
  return {
    bytes: Buffer.concat(parts),
    trailers: new Map(lines.map((line) => line.split(':', 2).map((part) => part.trim()) as [string, string])),
  };
};

const bodyOf = async (request: IncomingMessage): Promise<{ bytes: Buffer; checksum: string | undefined }> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  const named = request.headers['x-amz-checksum-sha256'];
  if (!request.headers['content-encoding']?.includes('aws-chunked')) return { bytes: raw, checksum: named?.toString() };
  const { bytes, trailers } = unchunk(raw);
  return { bytes, checksum: named?.toString() ?? trailers.get('x-amz-checksum-sha256') };
};

export const startS3Fake = async (): Promise<S3Fake> => {
  const objects = new Map<string, Buffer>();
  const uploads = new Map<string, Map<number, Buffer>>();
  const calls: string[] = [];

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://s3');
    const key = decodeURIComponent(url.pathname.slice(1));
    const uploadId = url.searchParams.get('uploadId');
    const xml = (status: number, text: string): void =>
      void response.writeHead(status, { 'content-type': 'application/xml' }).end(text);

    if (request.method === 'PUT') {
      const { bytes, checksum } = await bodyOf(request);
      calls.push(uploadId ? 'PUT part' : 'PUT');
      if (checksum === undefined) return xml(400, '<Error><Code>MissingChecksum</Code></Error>');
      if (checksum !== sha256Base64(bytes)) return xml(400, '<Error><Code>BadDigest</Code></Error>');
      if (uploadId) uploads.get(uploadId)?.set(Number(url.searchParams.get('partNumber')), bytes);
      else objects.set(key, bytes);
      response.writeHead(200, { etag: '"e"', 'x-amz-checksum-sha256': checksum }).end();
      return;
    }
    if (request.method === 'POST' && url.searchParams.has('uploads')) {
      const id = randomUUID();
      uploads.set(id, new Map());
      return xml(200, `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
    }
    if (request.method === 'POST' && uploadId) {
      calls.push('complete');
      const parts = [...(uploads.get(uploadId) ?? [])].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
      objects.set(key, Buffer.concat(parts));
      return xml(200, '<CompleteMultipartUploadResult><ETag>"e"</ETag></CompleteMultipartUploadResult>');
    }
    calls.push(request.method ?? '');
    const found = objects.get(key);
    if (!found) return request.method === 'HEAD' ? void response.writeHead(404).end() : xml(404, NO_SUCH_KEY);
    response.writeHead(200, { 'content-length': found.length, 'last-modified': new Date().toUTCString() });
    response.end(request.method === 'HEAD' ? undefined : found);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, objects, calls, stop };
};

const NO_SUCH_KEY = '<Error><Code>NoSuchKey</Code><Message>The key does not exist</Message></Error>';
