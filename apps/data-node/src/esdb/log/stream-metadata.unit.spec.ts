import { DELETED_TRUNCATE_BEFORE, isDeleted, parseMetadata, withTruncateBefore } from './stream-metadata.js';

it('reads the limits and keeps the rest', () => {
  const metadata = parseMetadata(Buffer.from('{"$maxCount":3,"$maxAge":60,"$tb":7,"owner":"ann"}'));
  expect(metadata).toMatchObject({ maxCount: 3, maxAge: 60, truncateBefore: 7 });
  expect(metadata.raw).toEqual({ $maxCount: 3, $maxAge: 60, $tb: 7, owner: 'ann' });
});

it.each(['', 'nonsense', 'null', '[1]', '"x"', '{"$maxCount":"3","$maxAge":-1,"$tb":null}', '{"$maxAge":1e999}'])(
  'takes %j as no limit',
  (text) => {
    const metadata = parseMetadata(Buffer.from(text));
    expect(metadata.truncateBefore).toBe(0);
    expect(metadata).not.toHaveProperty('maxCount');
    expect(metadata).not.toHaveProperty('maxAge');
  },
);

it.each(['{}', '{"owner":"ann"}', '{"$tb":5,"owner":"ann"}'])('marks %s as deleted, and opens it again', (text) => {
  const deleted = withTruncateBefore(parseMetadata(Buffer.from(text)), DELETED_TRUNCATE_BEFORE);
  expect(deleted.toString()).toContain('"$tb":9223372036854775807');
  expect(isDeleted(parseMetadata(deleted))).toBe(true);
  const open = parseMetadata(withTruncateBefore(parseMetadata(deleted), '4'));
  expect(isDeleted(open)).toBe(false);
  expect(open.truncateBefore).toBe(4);
  expect(open.raw['owner']).toBe(parseMetadata(Buffer.from(text)).raw['owner']);
});
