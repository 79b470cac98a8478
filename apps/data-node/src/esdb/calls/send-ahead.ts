import { ServerInterceptingCall, type ServerInterceptor } from '@grpc/grpc-js';

/** Bytes of messages that a call may have on their way to the socket before its writer has to wait. */
const AHEAD_BYTES = 32 * 1024;

/**
 * Lets the answers of a streaming call follow each other without waiting until each has reached the socket, which is
 * what grpc-js does: HTTP/2 then packs those of a turn into one write instead of one write and one turn for each.
 * Its messages must be bytes, because their size is what keeps a slow client from filling the memory.
 */
class SendAhead extends ServerInterceptingCall {
  #unsent = 0;
  #blocked: (() => void) | undefined;

  override sendMessage(message: Buffer, written: () => void): void {
    this.#unsent += message.length;
    super.sendMessage(message, () => this.#sent(message.length));
    if (this.#unsent < AHEAD_BYTES) written();
    else this.#blocked = written; // the next message comes after this is called
  }

  #sent(bytes: number): void {
    this.#unsent -= bytes;
    if (this.#blocked === undefined || this.#unsent >= AHEAD_BYTES) return;
    const written = this.#blocked;
    this.#blocked = undefined;
    written();
  }
}

/** For calls that stream their answers as bytes. */
export const sendAhead =
  (paths: ReadonlySet<string>): ServerInterceptor =>
  (method, call) =>
    paths.has(method.path) ? new SendAhead(call) : new ServerInterceptingCall(call);
