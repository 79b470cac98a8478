import { randomUUID } from 'node:crypto';

import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb.js';

import { MAX_EVENT_BYTES } from '../limits.js';
import { emptyPb, shared, streams } from '../protocol.js';
import { readAppendMessage, readAppendOptions, readChunk, readProposedEvent } from './append-request.js';

const { AppendReq, BatchAppendReq } = streams;
const ID = randomUUID();
const bytes = (message: { serializeBinary(): Uint8Array }): Buffer => Buffer.from(message.serializeBinary());
const identifier = (stream: string) =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'));

function proposed({ id = new shared.UUID().setString(ID.toUpperCase()), type = 'typé.v1', data = 'data' } = {}) {
  const message = new BatchAppendReq.ProposedMessage().setId(id).setData(Buffer.from(data).toString('base64'));
  message.getMetadataMap().set('content-type', 'application/json').set('type', type).set('other', 'ignored');
  return message.setCustomMetadata(Buffer.from('{"a":1}').toString('base64'));
}

// The reference is the client package's own generated code.
describe('a chunk of a batch append', () => {
  it('is read as generated code writes it', () => {
    const correlation = new shared.UUID().setString(ID);
    const options = new BatchAppendReq.Options().setStreamIdentifier(identifier('ünïcode-✓')).setStreamPosition('7');
    const messages = [proposed(), proposed({ type: 'second.v1' })];
    const chunk = new BatchAppendReq().setCorrelationId(correlation).setOptions(options).setIsFinal(true);
    const read = readChunk(bytes(chunk.setProposedMessagesList(messages)));
    expect(read.correlation.equals(bytes(correlation))).toBe(true);
    expect(read.isFinal).toBe(true);
    expect(read.proposed.map((each) => readProposedEvent(each).type)).toEqual(['typé.v1', 'second.v1']);
    const [first] = read.proposed.map(readProposedEvent);
    expect(first).toMatchObject({ id: ID, contentType: 'application/json' });
    expect(Buffer.from(first?.metadata ?? []).toString()).toBe('{"a":1}');
    expect(Buffer.from(first?.data ?? []).toString()).toBe('data');
    expect(readAppendOptions(read.options ?? Buffer.alloc(0))).toEqual({
      stream: 'ünïcode-✓',
      expected: 7,
      deadline: Infinity,
    });
  });

  it('that goes on has no options and is not final', () => {
    expect(readChunk(bytes(new BatchAppendReq()))).toMatchObject({ options: undefined, isFinal: false, proposed: [] });
  });
});

describe('options', () => {
  const stream = identifier('s');
  const empty = new shared.Empty();
  it.each([
    ['any', new AppendReq.Options().setAny(empty), 'any'],
    ['no stream', new AppendReq.Options().setNoStream(empty), 'no_stream'],
    ['an existing stream', new AppendReq.Options().setStreamExists(empty), 'stream_exists'],
    ['revision 0', new AppendReq.Options().setRevision('0'), 0],
    ['any, in a batch', new BatchAppendReq.Options().setAny(new emptyPb.Empty()), 'any'],
    ['revision 2^40, in a batch', new BatchAppendReq.Options().setStreamPosition('1099511627776'), 2 ** 40],
  ])('expect %s', (_name, options, expected) => {
    const read = readAppendOptions(bytes(options.setStreamIdentifier(stream)));
    expect(read).toEqual({ stream: 's', expected, deadline: Infinity });
  });

  it('tell the deadline to the millisecond', () => {
    const at = new Date('2026-11-22T10:11:12.345Z');
    const options = new BatchAppendReq.Options().setStreamIdentifier(stream).setAny(new emptyPb.Empty());
    expect(readAppendOptions(bytes(options.setDeadline(Timestamp.fromDate(at)))).deadline).toBe(at.getTime());
  });

  it.each([
    ['no expectation', new AppendReq.Options().setStreamIdentifier(stream), /expected revision is missing/],
    ['no stream', new AppendReq.Options().setAny(empty), /stream name is missing/],
    [
      'a name that is no UTF-8',
      new AppendReq.Options()
        .setAny(empty)
        .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from([0xc3, 0x28]))),
      /not UTF-8/,
    ],
  ])('with %s are refused', (_name, options, reason) => {
    expect(() => readAppendOptions(bytes(options))).toThrow(reason);
  });
});

describe('a proposed event', () => {
  it('may have a structured id', () => {
    const structured = new shared.UUID.Structured().setMostSignificantBits('-1').setLeastSignificantBits('1');
    const event = readProposedEvent(bytes(proposed({ id: new shared.UUID().setStructured(structured) })));
    expect(event.id).toBe('ffffffff-ffff-ffff-0000-000000000001');
  });

  it('may be as large as the limit, with its metadata, but not larger', () => {
    const data = 'x'.repeat(MAX_EVENT_BYTES - 7);
    expect(readProposedEvent(bytes(proposed({ data }))).data).toHaveLength(MAX_EVENT_BYTES - 7);
    expect(() => readProposedEvent(bytes(proposed({ data: `${data}x` })))).toThrow(/16777216 Exceeded/);
  });

  it.each([
    ['without an id', proposed({ id: new shared.UUID() }), /'' is not a UUID/],
    ['with a bad id', proposed({ id: new shared.UUID().setString('nonsense') }), /'nonsense' is not a UUID/],
    ['without a type', proposed({ type: '' }), /no type/],
  ])('%s is refused', (_name, message, reason) => {
    expect(() => readProposedEvent(bytes(message))).toThrow(reason);
  });

  it('that is cut off anywhere is refused or misses its end, and never reads beyond it', () => {
    const whole = bytes(new AppendReq().setProposedMessage(undefined).setOptions(new AppendReq.Options()));
    expect(readAppendMessage(whole).options).toHaveLength(0);
    const event = bytes(proposed());
    for (let length = 0; length < event.length; length += 1) {
      const cut = event.subarray(0, length);
      const outcome = (() => {
        try {
          return readProposedEvent(cut);
        } catch (error) {
          return error;
        }
      })();
      if (!(outcome instanceof Error)) expect(outcome).not.toEqual(readProposedEvent(event));
    }
  });
});
