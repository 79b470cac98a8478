import { decideAppend, type StreamView } from './decide-append.js';

/** A stream that holds these event ids, all of them recent. */
const holding = (ids: readonly string[], more: Partial<StreamView> = {}): StreamView => ({
  last: ids.length - 1,
  tombstoned: false,
  deleted: false,
  hasMetadata: false,
  idAt: (revision) => ids[revision],
  recentRevisionOf: (id) => (ids.includes(id) ? ids.indexOf(id) : undefined),
  ...more,
});

const APPEND = { kind: 'append' };
const repeated = (last: number) => ({ kind: 'repeated', last });
const wrong = (current?: number) => ({ kind: 'wrong-revision', current });

const DELETED = { kind: 'deleted' };

it('takes new events into an empty stream for any and no_stream, not for stream_exists', () => {
  const stream = holding([]);
  expect(decideAppend(stream, 'any', ['x'])).toEqual(APPEND);
  expect(decideAppend(stream, 'no_stream', ['x'])).toEqual(APPEND);
  expect(decideAppend(stream, 'stream_exists', ['x'])).toEqual(wrong());
  expect(decideAppend(stream, 0, ['x'])).toEqual(wrong());
});

it('takes a stream that has only metadata as existing', () => {
  expect(decideAppend(holding([], { hasMetadata: true }), 'stream_exists', ['x'])).toEqual(APPEND);
});

describe('a deleted stream', () => {
  const stream = holding(['a', 'b'], { deleted: true, hasMetadata: true });
  it.each([
    ['any', ['x'], APPEND],
    ['no_stream', ['x'], APPEND],
    ['no_stream', [], APPEND],
    [1, ['x'], APPEND],
    ['stream_exists', ['x'], DELETED],
    [0, ['x'], wrong(1)],
    ['no_stream', ['a', 'b'], repeated(1)],
    ['no_stream', ['a', 'x'], wrong(1)],
  ] as const)('expecting %p, appending %p', (expected, ids, decision) => {
    expect(decideAppend(stream, expected, ids)).toEqual(decision);
  });
});

describe('a stream of three', () => {
  const stream = holding(['a', 'b', 'c']);
  it.each([
    ['any', ['x'], APPEND],
    ['stream_exists', ['x'], APPEND],
    [2, ['x'], APPEND],
    ['no_stream', ['x'], wrong(2)],
    [1, ['x'], wrong(2)],
    [3, ['x'], wrong(2)],
    [1, [], wrong(2)],
    ['any', [], APPEND],
    ['no_stream', [], wrong(2)],
    // repeated
    ['any', ['b', 'a'], repeated(0)],
    ['any', ['b', 'c'], repeated(2)],
    ['stream_exists', ['a'], repeated(0)],
    ['no_stream', ['a', 'b'], repeated(1)],
    [0, ['b'], repeated(1)],
    // only a part is there, or in another order than a revision asks for
    ['no_stream', ['b', 'a'], wrong(2)],
    ['any', ['c', 'x'], wrong(2)],
    ['any', ['x', 'a'], APPEND],
    [1, ['c', 'x'], wrong(2)],
    ['no_stream', ['b'], wrong(2)],
    // the revision goes before the id: at the end, an event is new
    [2, ['a'], APPEND],
  ] as const)('expecting %p, appending %p', (expected, ids, decision) => {
    expect(decideAppend(stream, expected, ids)).toEqual(decision);
  });
});

it('closes a tombstoned stream for everything', () => {
  const stream = holding(['a'], { tombstoned: true });
  for (const expected of ['any', 'no_stream', 'stream_exists', 0] as const) {
    expect(decideAppend(stream, expected, ['a'])).toEqual(DELETED);
  }
});
