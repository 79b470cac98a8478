import { RecentIds } from './recent-ids.js';

it('forgets the oldest first, and keeps what was added again', () => {
  const recent = new RecentIds(2);
  recent.add('a', 1);
  recent.add('b', 2);
  recent.add('a', 3);
  recent.add('c', 4);
  expect(['a', 'b', 'c'].map((id) => recent.positionOf(id))).toEqual([3, undefined, 4]);
});
