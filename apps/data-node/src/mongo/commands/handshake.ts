import { type Document } from '../bson/values.js';
import { MAX_DOCUMENT_BYTES } from '../storage/documents.js';
import { MAX_MESSAGE_BYTES } from '../wire/framing.js';
import { type Command } from './engine.js';
import { MAX_BATCH } from './insert.js';

/**
 * MongoDB 7.0's wire version. There is no `logicalSessionTimeoutMinutes` and no replica set name, so drivers use neither
 * sessions nor transactions nor retryable writes, and say so themselves when asked for them.
 */
const MAX_WIRE_VERSION = 21;
export const VERSION = '7.0.0';

let connections = 0;

export const hello: Command = (_engine, body): Document => ({
  ...('hello' in body ? { isWritablePrimary: true } : { ismaster: true }),
  helloOk: true,
  maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  maxMessageSizeBytes: MAX_MESSAGE_BYTES,
  maxWriteBatchSize: MAX_BATCH,
  localTime: new Date(),
  connectionId: (connections += 1),
  minWireVersion: 0,
  maxWireVersion: MAX_WIRE_VERSION,
  readOnly: false,
  ok: 1,
});

export const buildInfo: Command = (): Document => ({
  version: VERSION,
  versionArray: [...VERSION.split('.').map(Number), 0],
  gitVersion: 'max-booster-data-node',
  modules: [],
  storageEngines: ['lmdb'],
  bits: 64,
  maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  ok: 1,
});

export const acknowledge: Command = (): Document => ({ ok: 1 });

export const connectionStatus: Command = (): Document => ({
  authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] },
  ok: 1,
});

export const getParameter: Command = (): Document => ({ featureCompatibilityVersion: { version: '7.0' }, ok: 1 });
