import { once } from 'node:events';
import { connect } from 'node:net';

/** A POST whose body is only begun; the server has said that it goes on with it. `end` sends the rest (as many bytes as
 * announced) and answers the whole response as text. */
export const beginRequest = async (base: string, path: string, begin: string) => {
  const { hostname, port } = new URL(base);
  const socket = connect(Number(port), hostname);
  let received = '';
  socket.on('data', (chunk) => (received += chunk.toString()));
  await once(socket, 'connect');
  const head = (length: number) => [
    `POST ${path} HTTP/1.1`,
    'Host: api',
    'Content-Type: application/json',
    `Content-Length: ${length}`,
  ];
  // the length is of the whole body, which is padded to it: JSON may end in spaces
  const whole = 200;
  socket.write(`${[...head(whole), 'Expect: 100-continue'].join('\r\n')}\r\n\r\n`);
  while (!received.includes('100 Continue')) await once(socket, 'data');
  socket.write(begin);
  return {
    end: async (rest: string): Promise<string> => {
      received = '';
      socket.write(rest.padEnd(whole - begin.length));
      while (!received.includes('\r\n\r\n')) await once(socket, 'data');
      socket.destroy();
      return received;
    },
  };
};

export const takesConnections = async (base: string): Promise<boolean> => {
  const { hostname, port } = new URL(base);
  const socket = connect(Number(port), hostname);
  const outcome = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return outcome;
};
