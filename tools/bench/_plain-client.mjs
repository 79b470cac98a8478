// The same calls as the official client's, made with bytes that were prepared before and answers that nobody decodes:
// what the server gives when the client costs next to nothing.
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';

import { Client, credentials } from '@grpc/grpc-js';

const require = createRequire(import.meta.url);
const { BatchAppendReq, ReadReq } = require('@eventstore/db-client/generated/streams_pb');
const { Empty, StreamIdentifier, UUID } = require('@eventstore/db-client/generated/shared_pb');

const STREAMS = '/event_store.client.streams.Streams';
const asIs = (bytes) => bytes;

const uuid = (text) => {
  const message = new UUID();
  message.setString(text);
  return message;
};

/** @param {{id: string, type: string, data: object, metadata: object}} event as `jsonEvent` makes it */
const proposed = ({ id, type, data, metadata }) => {
  const message = new BatchAppendReq.ProposedMessage();
  message.setId(uuid(id));
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  message.setData(Buffer.from(JSON.stringify(data)).toString('base64'));
  message.setCustomMetadata(Buffer.from(JSON.stringify(metadata)).toString('base64'));
  return message;
};

/** One append to `stream`, whatever its revision, as the bytes of its only request. */
export const preparedAppend = (stream, events) => {
  const identifier = new StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream).toString('base64'));
  const options = new BatchAppendReq.Options();
  options.setStreamIdentifier(identifier);
  options.setAny(new Empty());
  const request = new BatchAppendReq();
  request.setCorrelationId(uuid(randomUUID()));
  request.setOptions(options);
  request.setIsFinal(true);
  for (const event of events) request.addProposedMessages(proposed(event));
  return Buffer.from(request.serializeBinary());
};

const readAllRequest = (count) => {
  const all = new ReadReq.Options.AllOptions();
  all.setStart(new Empty());
  const uuidOption = new ReadReq.Options.UUIDOption();
  uuidOption.setString(new Empty());
  const options = new ReadReq.Options();
  options.setAll(all);
  options.setReadDirection(ReadReq.Options.ReadDirection.FORWARDS);
  options.setResolveLinks(false);
  options.setCount(String(count));
  options.setUuidOption(uuidOption);
  options.setNoFilter(new Empty());
  const request = new ReadReq();
  request.setOptions(options);
  return Buffer.from(request.serializeBinary());
};

/** @param {string} url `esdb://host:port…` without TLS */
export const plainClient = (url) => {
  const client = new Client(new URL(url).host, credentials.createInsecure(), { 'grpc.max_receive_message_length': -1 });
  return {
    /** Sends prepared appends, `inFlight` of them unanswered at a time. */
    append: (requests, inFlight) =>
      new Promise((resolve, reject) => {
        const call = client.makeBidiStreamRequest(`${STREAMS}/BatchAppend`, asIs, asIs);
        let [sent, answered] = [0, 0];
        const send = () => sent < requests.length && call.write(requests[sent++]);
        call.on('error', reject);
        call.on('data', () => {
          answered += 1;
          if (answered < requests.length) return void send();
          call.end();
          resolve();
        });
        for (let n = 0; n < inFlight; n += 1) send();
      }),
    /** Reads $all from its start and answers how many messages came. */
    readAll: (count) =>
      new Promise((resolve, reject) => {
        const call = client.makeServerStreamRequest(`${STREAMS}/Read`, asIs, asIs, readAllRequest(count));
        let messages = 0;
        call.on('data', () => (messages += 1));
        call.on('error', reject);
        call.on('end', () => resolve(messages));
      }),
    close: () => client.close(),
  };
};
