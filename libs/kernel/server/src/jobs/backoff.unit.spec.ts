import { pauseAfter } from './backoff';

describe('the pause before the next try', () => {
  test('doubles each time', () => {
    const whole = [1, 2, 3, 4].map((failures) => pauseAfter(failures, 1_000, () => 1));
    expect(whole).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  test('loses at most half to the jitter', () => {
    expect(pauseAfter(3, 1_000, () => 0)).toBe(2_000);
  });

  test('is at most an hour', () => {
    expect(pauseAfter(60, 1_000, () => 1)).toBe(3_600_000);
  });
});
