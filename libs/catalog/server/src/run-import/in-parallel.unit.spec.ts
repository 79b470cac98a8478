import { setImmediate } from 'node:timers/promises';

import { inParallel } from './in-parallel';

async function* numbers(count: number): AsyncGenerator<number> {
  for (let i = 0; i < count; i++) yield i;
}

describe('work in parallel', () => {
  test('is done for every item, never more than the limit at a time', async () => {
    const done: number[] = [];
    let now = 0;
    let most = 0;
    await inParallel(numbers(50), 4, async (i) => {
      most = Math.max(most, ++now);
      await setImmediate();
      now -= 1;
      done.push(i);
    });
    expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect(most).toBe(4);
  });

  test('ends with the first failure, after what had begun', async () => {
    const begun: number[] = [];
    let ended = 0;
    const failing = inParallel(numbers(50), 4, async (i) => {
      begun.push(i);
      await setImmediate();
      ended += 1;
      if (i === 5) throw new Error('the fifth');
    });
    await expect(failing).rejects.toThrow('the fifth');
    expect(ended).toBe(begun.length);
    expect(begun.length).toBeLessThan(15);
  });

  test('passes on that there are no more items to be had', async () => {
    async function* broken(): AsyncGenerator<number> {
      yield 1;
      throw new Error('cut off');
    }
    await expect(inParallel(broken(), 4, async () => {})).rejects.toThrow('cut off');
  });
});
