import { parseTraceparent, spanIdOf, traceIdOf } from './trace-ids';

const ID = '0af76519-16cd-43dd-8448-eb211c80319c';

describe('trace ids', () => {
  it('are the sixteen bytes of the correlation id, its span the last eight', () => {
    expect(traceIdOf(ID)).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(spanIdOf(ID)).toBe('8448eb211c80319c');
  });

  it('of a job with a suffix lead to its event', () => {
    expect(spanIdOf(`${ID}-second`)).toBe(spanIdOf(ID));
  });

  it('of what is no UUID are a hash of it, always the same', () => {
    expect(traceIdOf('nightly')).toMatch(/^[0-9a-f]{32}$/);
    expect(traceIdOf('nightly')).toBe(traceIdOf('nightly'));
    expect(traceIdOf('nightly')).not.toBe(traceIdOf('weekly'));
  });

  it('that come in make the correlation id', () => {
    const came = parseTraceparent('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01');
    expect(came).toEqual({ correlationId: ID, parentSpanId: 'b7ad6b7169203331' });
    expect(traceIdOf(came?.correlationId ?? '')).toBe('0af7651916cd43dd8448eb211c80319c');
  });

  it('of a later version may carry more', () => {
    expect(parseTraceparent('cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what')).toBeDefined();
  });

  it.each([
    undefined,
    '',
    'garbage',
    ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'twice'],
    'ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    '00-00000000000000000000000000000000-b7ad6b7169203331-01',
    '00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01',
    '00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01',
    `00-${'0'.repeat(5_000)}`,
  ])('that are none are left alone: %j', (header) => {
    expect(parseTraceparent(header)).toBeUndefined();
  });
});
