import { type Socket } from 'node:net';

import { type Engine } from '../commands/engine.js';
import { runCommand } from '../commands/registry.js';
import { asMongoError } from '../errors.js';
import { Framer } from './framing.js';
import { encodeReply, parseRequest } from './messages.js';
import { encodeReplyBody } from './reply.js';

/** Serves one connection: its commands one after the other, as a client expects, until it hangs up. */
export const serveConnection = async (socket: Socket, engine: Engine): Promise<void> => {
  socket.setNoDelay(true);
  const framer = new Framer();
  try {
    for await (const chunk of socket) {
      for (const message of framer.push(chunk)) {
        const answer = await respond(message, engine);
        if (answer && !socket.destroyed) socket.write(answer);
      }
    }
  } catch {
    // Bytes that aren't MongoDB's protocol, or a connection that broke: there is nobody left to answer.
  } finally {
    socket.destroy();
  }
};

const respond = async (message: Buffer, engine: Engine): Promise<Buffer | undefined> => {
  const request = parseRequest(message);
  const body = await run(engine, request.body);
  return request.silent ? undefined : encodeReply(request, body);
};

const run = async (engine: Engine, command: Record<string, unknown>): Promise<Buffer> => {
  try {
    return encodeReplyBody(await runCommand(engine, command));
  } catch (error) {
    const { code, codeName, message, details } = asMongoError(error);
    return encodeReplyBody({ ok: 0, errmsg: message, code, codeName, ...details });
  }
};
