import { jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import { stopGracefully } from './stop-gracefully';

const silent = () => ({ log: jest.fn(), warn: jest.fn(), error: jest.fn() });

describe('stopping', () => {
  it('waits for the running requests, and closes nothing by force', async () => {
    const closeAllConnections = jest.fn();
    const log = silent();
    const app = { close: () => Promise.resolve(), getHttpServer: () => ({ closeAllConnections }) };
    await stopGracefully(app as unknown as NestFastifyApplication, log, 10_000);
    expect(closeAllConnections).not.toHaveBeenCalled();
    expect(log.warn).not.toHaveBeenCalled();
  });

  it('has an end: requests that do not come to theirs lose their connection', async () => {
    let closed: () => void = () => undefined;
    const log = silent();
    const app = {
      close: () => new Promise<void>((resolve) => (closed = resolve)),
      getHttpServer: () => ({ closeAllConnections: () => closed() }),
    };
    await stopGracefully(app as unknown as NestFastifyApplication, log, 1);
    expect(log.warn).toHaveBeenCalledTimes(1);
  });
});
