// Commands over MongoDB's wire protocol with answers that are only counted: what the server gives when the driver costs
// next to nothing.
import { once } from 'node:events';
import { connect } from 'node:net';

import { serialize } from 'bson';

const OP_MSG = 2013;
const HEADER = 16;

/** A command as the bytes of one OP_MSG. */
export const prepared = (command) => {
  const body = serialize(command);
  const message = Buffer.alloc(HEADER + 5 + body.length);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(1, 4);
  message.writeInt32LE(OP_MSG, 12);
  message.set(body, HEADER + 5);
  return message;
};

/** Calls `told` for each whole answer that comes. */
const countAnswers = (socket, told) => {
  let [missing, head] = [0, Buffer.alloc(0)];
  socket.on('data', (chunk) => {
    for (let at = 0; at < chunk.length;) {
      if (missing === 0) {
        head = Buffer.concat([head, chunk.subarray(at, at + 4 - head.length)]);
        at = Math.min(chunk.length, at + 4);
        if (head.length < 4) return;
        missing = head.readInt32LE(0) - 4;
        head = Buffer.alloc(0);
      }
      const taken = Math.min(missing, chunk.length - at);
      [missing, at] = [missing - taken, at + taken];
      if (missing === 0) told();
    }
  });
};

/** Sends the commands over `connections` sockets, one at a time on each, and resolves when all were answered. */
export const sendAll = async (url, commands, connections) => {
  const { hostname, port } = new URL(url);
  let next = 0;
  const one = async () => {
    const socket = connect(Number(port), hostname).setNoDelay(true);
    await once(socket, 'connect');
    await new Promise((resolve, reject) => {
      const send = () => (next < commands.length ? void socket.write(commands[next++]) : resolve());
      socket.on('error', reject);
      countAnswers(socket, send);
      send();
    });
    socket.destroy();
  };
  await Promise.all(Array.from({ length: connections }, one));
};
