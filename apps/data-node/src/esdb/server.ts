import { Server, type ServiceDefinition, type UntypedServiceImplementation } from '@grpc/grpc-js';

import { handleAppend } from './calls/append.js';
import { readAppendMessage, readChunk } from './calls/append-request.js';
import { handleBatchAppend } from './calls/batch-append.js';
import { handleDelete, handleTombstone } from './calls/deletion.js';
import { handleRead } from './calls/read.js';
import { sendAhead } from './calls/send-ahead.js';
import { handleSupportedMethods } from './calls/server-features.js';
import { notOffered } from './errors.js';
import { MAX_ANSWER_BYTES, MAX_REQUEST_BYTES } from './limits.js';
import type { EventLog } from './log/event-log.js';
import {
  GossipService,
  MonitoringService,
  OperationsService,
  PersistentSubscriptionsService,
  ProjectionsService,
  ServerFeaturesService,
  StreamsService,
  UsersService,
} from './protocol.js';
import { type Accounts, signIn } from './sign-in.js';

const asIs = (bytes: Buffer): Buffer => bytes;

/**
 * The calls that carry events, without message objects between the log and the wire: appends are read from the bytes,
 * and what is answered in a stream is bytes already.
 */
const BYTES = {
  ...StreamsService,
  read: { ...StreamsService.read, responseSerialize: asIs },
  append: { ...StreamsService.append, requestDeserialize: readAppendMessage },
  batchAppend: { ...StreamsService.batchAppend, requestDeserialize: readChunk, responseSerialize: asIs },
};

const ANSWERED_IN_BYTES = new Set([BYTES.read.path, BYTES.batchAppend.path]);

const NOT_OFFERED: readonly ServiceDefinition[] = [
  PersistentSubscriptionsService,
  ProjectionsService,
  UsersService,
  OperationsService,
  MonitoringService,
  GossipService,
];

/** Clients ask for the features before they sign in. */
const OPEN = new Set([ServerFeaturesService.getSupportedMethods.path]);

/** A gRPC server of EventStoreDB's protocol over an event log; not yet bound to a port. */
export function createServer(log: EventLog, accounts: Accounts | undefined): Server {
  const ahead = sendAhead(ANSWERED_IN_BYTES);
  const server = new Server({
    'grpc.max_receive_message_length': MAX_REQUEST_BYTES,
    'grpc.max_send_message_length': MAX_ANSWER_BYTES,
    interceptors: accounts === undefined ? [ahead] : [signIn(accounts, OPEN), ahead],
  });
  server.addService(BYTES, {
    read: handleRead(log),
    append: handleAppend(log),
    batchAppend: handleBatchAppend(log),
    delete: handleDelete(log),
    tombstone: handleTombstone(log),
  });
  server.addService(ServerFeaturesService, { getSupportedMethods: handleSupportedMethods });
  for (const service of NOT_OFFERED) server.addService(service, refuseAll(service));
  return server;
}

function refuseAll(service: ServiceDefinition): UntypedServiceImplementation {
  const methods = Object.entries(service).map(([name, { path, responseStream }]) => [
    name,
    (call: { emit(event: 'error', error: Error): void }, answer: (error: Error) => void) =>
      responseStream ? call.emit('error', notOffered(path)) : answer(notOffered(path)),
  ]);
  return Object.fromEntries(methods);
}
