import { RecentIds } from './recent-ids.js';

it('knows the latest, at most twice its capacity, and the last position of what came again', () => {
  const recent = new RecentIds(3);
  for (let n = 1; n <= 20; n += 1) recent.add(`id-${n}`, n);
  recent.add('id-19', 21);
  const known = Array.from({ length: 20 }, (_, n) => `id-${n + 1}`).filter((id) => recent.positionOf(id) !== undefined);
  expect(known).toEqual(expect.arrayContaining(['id-18', 'id-19', 'id-20']));
  expect(known.length).toBeLessThanOrEqual(6);
  expect(recent.positionOf('id-19')).toBe(21);
  expect(recent.positionOf('id-1')).toBeUndefined();
});
