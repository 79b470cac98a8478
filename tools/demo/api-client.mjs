import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** An error that the API answered as a problem document (RFC 9457); decide on `type`. */
export class Problem extends Error {
  constructor(method, path, status, document) {
    super(`${method} ${path}: ${status} ${document.type ?? ''} ${document.detail ?? document.title ?? ''}`.trimEnd());
    this.status = status;
    this.type = document.type;
    this.document = document;
  }
}

/** No answer of this API takes longer. */
const ANSWER_MS = 120_000;

/** How long a part of the product may be away (it is being started anew) before we give up. */
const PATIENCE_MS = 60_000;

const problemOf = async (method, path, response) => {
  const text = await response.text();
  try {
    return new Problem(method, path, response.status, JSON.parse(text));
  } catch {
    return new Problem(method, path, response.status, { detail: text.slice(0, 200) });
  }
};

const queryOf = (query) => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
};

/** Keeps cookies as a browser does, as far as this API needs it. */
const makeJar = () => {
  const cookies = new Map();
  return {
    get: (name) => cookies.get(name),
    header: () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    keep: (response) => {
      for (const line of response.headers.getSetCookie()) {
        const [pair] = line.split(';');
        const at = pair.indexOf('=');
        cookies.set(pair.slice(0, at), pair.slice(at + 1));
      }
    },
  };
};

/**
 * One person's session with the API. Reads are repeated while the server can't be reached; a write only when the server
 * itself says that nothing was done (503): with any other fault nobody knows, and the caller has to look.
 * @param {string} base such as `http://127.0.0.1:4080`
 * @param {{signal?: AbortSignal, fetch?: typeof fetch}} options the signal ends everything that is under way
 */
export const makeClient = (base, { signal, fetch = globalThis.fetch } = {}) => {
  const jar = makeJar();
  let position;

  const once = async (method, path, body, headers) => {
    const response = await fetch(`${base}/api/v1/${path}`, {
      method,
      body,
      headers: {
        ...headers,
        ...(jar.header() ? { cookie: jar.header() } : {}),
        ...(method === 'GET' ? {} : { 'x-xsrf-token': jar.get('XSRF-TOKEN') ?? '' }),
      },
      signal: AbortSignal.any([AbortSignal.timeout(ANSWER_MS), ...(signal ? [signal] : [])]),
    });
    jar.keep(response);
    if (!response.ok) throw await problemOf(method, path, response);
    return response;
  };

  const request = async (method, path, body, headers = {}) => {
    for (const end = Date.now() + PATIENCE_MS; ;) {
      try {
        return await once(method, path, typeof body === 'function' ? body() : body, headers);
      } catch (error) {
        const away = error instanceof Problem ? error.status === 503 : method === 'GET';
        if (!away || Date.now() > end || signal?.aborted) throw error;
        await wait(250);
      }
    }
  };

  const json = async (response) => {
    const text = await response.text();
    const answer = text ? JSON.parse(text) : undefined;
    if (answer?.position !== undefined) position = answer.position;
    return answer;
  };

  return {
    /** The log position of this person's last write: pass it as `atLeast` to read it back. */
    position: () => position,
    signIn: async (email, password) => {
      const body = JSON.stringify({ email, password });
      return json(await request('POST', 'auth/login', body, { 'content-type': 'application/json' }));
    },
    get: async (path, query = {}) => json(await request('GET', `${path}${queryOf(query)}`)),
    post: async (path, body) =>
      json(
        body === undefined
          ? await request('POST', path)
          : await request('POST', path, JSON.stringify(body), { 'content-type': 'application/json' }),
      ),
    /** Sends a file as multipart `file`, with more fields before it. */
    upload: async (path, file, fields = {}) => {
      const content = new Blob([await readFile(file)]);
      const form = () => {
        const data = new FormData();
        for (const [name, value] of Object.entries(fields)) data.set(name, value);
        data.set('file', content, basename(file));
        return data;
      };
      return json(await request('POST', path, form));
    },
    /** Writes what a GET answers to a file. */
    download: async (path, file) => {
      const response = await request('GET', path);
      await pipeline(Readable.fromWeb(response.body), createWriteStream(file));
    },
    /** Every item of a list, page after page. */
    all: async function* (path, query = {}) {
      let after;
      do {
        const page = await json(await request('GET', `${path}${queryOf({ ...query, after })}`));
        yield* page.items;
        after = page.next;
      } while (after);
    },
  };
};
