import { decideAppend, type StreamView } from './decide-append.js';

/** A stream that holds these event ids, all of them recent. */
const holding = (ids: readonly string[], more: Partial<StreamView> = {}): StreamView => ({
  last: ids.length - 1,
  tombstoned: false,
  deleted: false,
  truncateBefore: 0,
  idAt: (revision) => ids[revision],
  recentRevisionOf: (id) => (ids.includes(id) ? ids.indexOf(id) : undefined),
  ...more,
});

const APPEND = { kind: 'append' };
const repeated = (last: number) => ({ kind: 'repeated', last });
const wrong = (current?: number) => ({ kind: 'wrong-revision', current });

describe.each([
  ['an empty stream', holding([])],
  ['a deleted stream', holding(['a', 'b'], { deleted: true })],
])('%s', (_name, stream) => {
  it('takes new events for any and no_stream, not for stream_exists', () => {
    expect(decideAppend(stream, 'any', ['x'])).toEqual(APPEND);
    expect(decideAppend(stream, 'no_stream', ['x'])).toEqual(APPEND);
    expect(decideAppend(stream, 'stream_exists', ['x'])).toEqual(wrong());
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
    // repeated
    ['any', ['b', 'c'], repeated(2)],
    ['stream_exists', ['a'], repeated(0)],
    ['no_stream', ['a', 'b'], repeated(1)],
    [0, ['b'], repeated(1)],
    // only a part is there, or in another order
    ['any', ['c', 'x'], wrong(2)],
    ['any', ['b', 'a'], wrong(2)],
    [1, ['c', 'x'], wrong(2)],
    ['no_stream', ['b'], wrong(2)],
    // the revision goes before the id: at the end, an event is new
    [2, ['a'], APPEND],
  ] as const)('expecting %p, appending %p', (expected, ids, decision) => {
    expect(decideAppend(stream, expected, ids)).toEqual(decision);
  });
});

it('knows an append that opened a deleted stream again', () => {
  const stream = holding(['a', 'b', 'c'], { truncateBefore: 2 });
  expect(decideAppend(stream, 'no_stream', ['c'])).toEqual(repeated(2));
  expect(decideAppend(stream, 'no_stream', ['a'])).toEqual(wrong(2));
});

it('closes a tombstoned stream for everything', () => {
  const stream = holding(['a'], { tombstoned: true });
  for (const expected of ['any', 'no_stream', 'stream_exists', 0] as const) {
    expect(decideAppend(stream, expected, ['a'])).toEqual({ kind: 'tombstoned' });
  }
});
