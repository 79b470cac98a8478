import { tmpdir } from 'node:os';

import { freeMib, refuseWhenFull } from './disk-space.js';

it('lets writes in while the reserve is free, and says where there is no room', () => {
  const free = freeMib(tmpdir());
  expect(refuseWhenFull(tmpdir(), 1)()).toBeUndefined();
  expect(refuseWhenFull(tmpdir(), free * 2)()).toMatch(/^The disk is full: \d+ MiB are free at .* writes only above/);
  expect(refuseWhenFull('/nowhere/at/all', 0)()).toBeUndefined();
});

it('looks at the disk again after a moment', () => {
  let time = 0;
  const refusal = refuseWhenFull('/nowhere/at/all', 1, () => time);
  expect(refusal).toThrow(/ENOENT/);
  time += 5;
  expect(refusal()).toBeUndefined();
  time += 10;
  expect(refusal).toThrow(/ENOENT/);
});
