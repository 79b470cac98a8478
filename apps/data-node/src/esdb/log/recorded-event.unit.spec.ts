import { randomBytes, randomUUID } from 'node:crypto';

import { streams } from '../protocol.js';
import { WireWriter } from '../wire/writer.js';
import { encodeRecordedEvent, eventCreated, eventData, eventHeader, readResponse } from './recorded-event.js';

const writer = new WireWriter();
const encode = (position: number, data: Buffer, stream = 'ünïcode-✓', revision: number | bigint = 3): Buffer =>
  Buffer.from(
    encodeRecordedEvent(
      writer,
      { id: ID, type: 'typé.v1', contentType: 'application/json', metadata: Buffer.from('{"a":1}'), data },
      { stream, revision, position, created: 17_637_000_000_000_000n },
    ),
  );
const ID = randomUUID();

// The reference is the client package's own generated code.
it.each([1, 127, 128, 16_383, 16_384, 2 ** 31, 2 ** 32, 2 ** 40 + 5, Number.MAX_SAFE_INTEGER])(
  'writes what generated code reads, at position %d',
  (position) => {
    const data = randomBytes(300);
    const response = streams.ReadResp.deserializeBinary(readResponse(writer, encode(position, data), position));
    const read = response.getEvent();
    const event = read?.getEvent();
    expect(read?.getCommitPosition()).toBe(`${position}`);
    expect(event?.getId()?.getString()).toBe(ID);
    expect(Buffer.from(event?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString()).toBe('ünïcode-✓');
    expect(event?.getStreamRevision()).toBe('3');
    expect(event?.getCommitPosition()).toBe(`${position}`);
    expect(event?.getPreparePosition()).toBe(`${position}`);
    expect(Object.fromEntries(event?.getMetadataMap().toObject() ?? [])).toEqual({
      type: 'typé.v1',
      'content-type': 'application/json',
      created: '17637000000000000',
    });
    expect(Buffer.from(event?.getCustomMetadata_asU8() ?? []).toString()).toBe('{"a":1}');
    expect(data.equals(event?.getData_asU8() ?? Buffer.alloc(0))).toBe(true);
  },
);

it('reads its header and data back', () => {
  const stored = encode(9, Buffer.from('data'));
  expect(eventHeader(stored)).toEqual({
    id: ID,
    stream: 'ünïcode-✓',
    type: 'typé.v1',
    revision: 3,
  });
  expect(eventCreated(stored)).toBe(17_637_000_000_000_000n);
  expect(eventData(stored).toString()).toBe('data');
});

it.each([0, 1, 127, 128, 65_536, 1_000_000])('keeps %d bytes of data', (size) => {
  const data = randomBytes(size);
  expect(eventData(encode(1, data)).equals(data)).toBe(true);
});

it('writes the revision of a tombstone', () => {
  const stored = encode(1, Buffer.alloc(0), 's', 9_223_372_036_854_775_807n);
  const event = streams.ReadResp.ReadEvent.RecordedEvent.deserializeBinary(stored);
  expect(event.getStreamRevision()).toBe('9223372036854775807');
});

it('refuses bytes that are cut off', () => {
  const stored = encode(9, Buffer.from('data'));
  expect(() => eventData(stored.subarray(0, stored.length - 1))).toThrow(RangeError);
  expect(() => eventHeader(stored.subarray(0, 20))).toThrow(RangeError);
});

it('sends a link with what it leads to, or alone', () => {
  const link = encode(7, Buffer.from('2@target'));
  const target = encode(2, Buffer.from('there'));
  const resolved = streams.ReadResp.deserializeBinary(readResponse(writer, link, 7, { target })).getEvent();
  expect(resolved?.getCommitPosition()).toBe('7');
  expect(resolved?.getEvent()?.getCommitPosition()).toBe('2');
  expect(resolved?.getLink()?.getCommitPosition()).toBe('7');
  const gone = streams.ReadResp.deserializeBinary(readResponse(writer, link, 7, { target: undefined })).getEvent();
  expect(gone?.hasEvent()).toBe(false);
  expect(Buffer.from(gone?.getLink()?.getData_asU8() ?? []).toString()).toBe('2@target');
});
