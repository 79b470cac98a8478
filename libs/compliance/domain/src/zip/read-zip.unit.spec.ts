import { strToU8, zipSync, type Zippable } from 'fflate';

import { samplePack, sampleSeason } from '../testing';
import { verifyPack } from '../verify/verify-pack';

import { readZip, UnsafeZip } from './read-zip';

const zip = (files: Zippable) => zipSync(files, { level: 6 });

describe('a ZIP', () => {
  it('gives back the pack', () => {
    const files = readZip(zip(Object.fromEntries(samplePack(sampleSeason()))));
    expect(verifyPack(files).ok).toBe(true);
  });

  it('may hold folders, which are nothing', () => {
    expect([...readZip(zip({ 'a/': strToU8(''), 'a/b.txt': strToU8('x') })).keys()]).toEqual(['a/b.txt']);
  });

  it.each([
    '../evil',
    '/etc/passwd',
    'a/../b',
    'a\\b',
    'C:evil',
    'a//b',
    './a',
    'a/.',
    'na\u0000me',
    '.hidden',
    'a'.repeat(201),
  ])('with a file named %j is refused', (name) =>
    expect(() => readZip(zip({ [name]: strToU8('x') }))).toThrow(UnsafeZip),
  );

  it('with one name twice is refused, in any case', () => {
    expect(() => readZip(zip({ 'a.txt': strToU8('1'), 'A.TXT': strToU8('2') }))).toThrow('stands twice');
    const twice = zip({ 'a.txt': strToU8('1'), 'b.txt': strToU8('2') });
    const renamed = twice.map((byte, i) => (byte === 0x62 && twice[i + 1] === 0x2e ? 0x61 : byte)); // b. becomes a.
    expect(() => readZip(renamed)).toThrow('stands twice');
  });

  it('that unpacks to too much is refused before it is unpacked', () => {
    const bomb = zip({ 'zeros.bin': new Uint8Array(50_000_000) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(() => readZip(bomb, { files: 10, bytes: 10_000_000 })).toThrow('more than 10000000 bytes');
  });

  it('that lies about a size gives no more than it said', () => {
    const bomb = zip({ 'zeros.bin': new Uint8Array(1_000_000) });
    const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.length);
    const directory = bomb.findIndex((_, i) => i + 4 <= bomb.length && view.getUint32(i, true) === 0x02014b50);
    for (const size of [10, 2_000_000]) {
      view.setUint32(directory + 24, size, true);
      let unpacked = 0;
      try {
        unpacked = readZip(bomb, { files: 10, bytes: 3_000_000 }).get('zeros.bin')?.length ?? 0;
      } catch (error) {
        expect(error).toBeInstanceOf(UnsafeZip);
      }
      expect(unpacked).toBeLessThanOrEqual(10);
    }
  });

  it('with too many files is refused', () => {
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`f${i}`, strToU8('x')]));
    expect(() => readZip(zip(many), { files: 10, bytes: 100 })).toThrow('more than 10 files');
  });

  it('that is none, or cut off anywhere, is refused or does not verify', () => {
    expect(() => readZip(strToU8('not a zip'))).toThrow(UnsafeZip);
    expect(() => readZip(new Uint8Array(0))).toThrow(UnsafeZip);
    const whole = zip(Object.fromEntries(samplePack(sampleSeason())));
    for (let cut = 0; cut < whole.length; cut += Math.ceil(whole.length / 50)) {
      const read = () => verifyPack(readZip(whole.subarray(0, cut))).ok;
      let ok = false;
      try {
        ok = read();
      } catch (error) {
        expect(error).toBeInstanceOf(UnsafeZip);
      }
      expect([cut, ok]).toEqual([cut, false]);
    }
  });
});
