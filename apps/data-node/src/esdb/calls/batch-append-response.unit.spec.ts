import { emptyPb, shared, streams } from '../protocol.js';
import { maximumAppendSizeExceeded } from '../errors.js';
import { failureResponse, outcomeResponse, timeoutResponse } from './batch-append-response.js';

const { BatchAppendReq, BatchAppendResp } = streams;
const correlation = Buffer.from(new shared.UUID().setString('correlation').serializeBinary());
const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from('ünïcode').toString('base64'));
const options = new BatchAppendReq.Options().setStreamIdentifier(identifier).setStreamPosition('300');
const reply = { correlation, options: Buffer.from(options.serializeBinary()) };
const parse = (bytes: Buffer) => BatchAppendResp.deserializeBinary(bytes);

// The reference is the client package's own generated code.
it.each([0, 1, 127, 128, 2 ** 31, 2 ** 40])('answers a success at revision and position %d', (at) => {
  const read = parse(outcomeResponse(reply, 300, { kind: 'done', revision: at, position: at }));
  expect(read.getCorrelationId()?.getString()).toBe('correlation');
  expect(read.getSuccess()?.getCurrentRevision()).toBe(`${at}`);
  expect(read.getSuccess()?.getPosition()?.getCommitPosition()).toBe(`${at}`);
  expect(read.getSuccess()?.getPosition()?.getPreparePosition()).toBe(`${at}`);
  expect(Buffer.from(read.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString()).toBe('ünïcode');
  expect(read.getStreamPosition()).toBe('300');
  expect(read.hasError()).toBe(false);
});

it('answers an append of nothing', () => {
  const any = new BatchAppendReq.Options().setStreamIdentifier(identifier).setAny(new emptyPb.Empty());
  const asked = { correlation, options: Buffer.from(any.serializeBinary()) };
  const read = parse(outcomeResponse(asked, 'any', { kind: 'done', revision: -1, position: undefined }));
  expect(read.getSuccess()?.hasNoStream()).toBe(true);
  expect(read.getSuccess()?.hasNoPosition()).toBe(true);
  expect(read.hasAny()).toBe(true);
});

it.each([
  ['another revision', outcomeResponse(reply, 300, { kind: 'wrong-revision', current: 7 }), 'WrongExpectedVersion'],
  ['a tombstone', outcomeResponse(reply, 300, { kind: 'deleted' }), 'StreamDeleted'],
  ['a deadline', timeoutResponse(reply), 'Timeout'],
  ['a size', failureResponse(reply, maximumAppendSizeExceeded(5)), 'MaximumAppendSizeExceeded'],
  ['anything else', failureResponse(reply, new Error('why')), 'BadRequest'],
])('answers a refusal because of %s', (_name, response, kind) => {
  const read = parse(response);
  expect(read.getCorrelationId()?.getString()).toBe('correlation');
  expect(read.getError()?.getDetails()?.getTypeName()).toBe(`event_store.client.${kind}`);
  expect(read.getStreamPosition()).toBe('300');
});
