import { type Socket } from 'node:net';

import { type Engine } from '../commands/engine.js';
import { runCommand } from '../commands/registry.js';
import { asMongoError } from '../errors.js';
import { Framer } from './framing.js';
import { encodeReply, parseRequest, type Request } from './messages.js';
import { type Reply } from './reply.js';

/**
 * Serves one connection: its commands one after the other, as a client expects, until it hangs up. Resolves when the
 * last command has ended.
 */
export const serveConnection = (socket: Socket, engine: Engine): Promise<void> =>
  new Promise((resolve) => {
    new Connection(socket, engine, resolve).start();
  });

class Connection {
  private readonly framer = new Framer();
  private readonly waiting: Buffer[] = [];
  /** True while a command runs or the client doesn't take its answers: nothing more is read meanwhile. */
  private busy = false;
  private running = false;

  constructor(
    private readonly socket: Socket,
    private readonly engine: Engine,
    private readonly ended: () => void,
  ) {}

  start(): void {
    this.socket.setNoDelay(true);
    // A connection that breaks leaves nobody to answer.
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => {
      if (!this.running) this.ended();
    });
    this.socket.on('drain', () => {
      this.busy = this.running;
      this.orHangUp(() => {
        this.work();
      });
    });
    this.socket.on('data', (chunk) => {
      this.receive(chunk);
    });
  }

  private receive(chunk: Buffer): void {
    this.orHangUp(() => {
      for (const message of this.framer.push(chunk)) this.waiting.push(message);
      this.work();
    });
  }

  /** Bytes that aren't MongoDB's protocol end the connection. */
  private orHangUp(step: () => void): void {
    try {
      step();
    } catch {
      this.socket.destroy();
    }
  }

  private work(): void {
    for (let message = this.next(); message; message = this.next()) {
      const request = parseRequest(message);
      const reply = run(this.engine, request);
      if (reply instanceof Promise) this.await(request, reply);
      else this.answer(request, reply);
    }
    if (this.waiting.length > 0) this.socket.pause();
    else if (this.socket.isPaused()) this.socket.resume();
  }

  private next(): Buffer | undefined {
    return this.busy || this.socket.destroyed ? undefined : this.waiting.shift();
  }

  private await(request: Request, reply: Promise<Reply>): void {
    this.busy = this.running = true;
    void reply.then((body) => {
      this.busy = this.running = false;
      if (this.socket.destroyed) return this.ended();
      this.orHangUp(() => {
        this.answer(request, body);
        this.work();
      });
    });
  }

  private answer(request: Request, body: Reply): void {
    if (request.silent || this.socket.destroyed) return;
    if (!this.socket.write(encodeReply(request, body))) this.busy = true;
  }
}

/** Commands that only read answer at once. Never throws and never rejects: a refusal is an answer. */
const run = (engine: Engine, request: Request): Reply | Promise<Reply> => {
  try {
    const reply = runCommand(engine, request.body());
    return reply instanceof Promise ? reply.catch(refusal) : reply;
  } catch (error) {
    return refusal(error);
  }
};

const refusal = (error: unknown): Reply => {
  const { code, codeName, message, details } = asMongoError(error);
  return { ok: 0, errmsg: message, code, codeName, ...details };
};
