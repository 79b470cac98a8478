import { randomBytes } from 'node:crypto';

import { textOf, WireReader } from './reader.js';
import { WireWriter } from './writer.js';

it('reads back what the writer wrote, of any length', () => {
  const long = 'x'.repeat(200_000);
  const bytes = new WireWriter()
    .uint(1, 2 ** 40)
    .string(2, 'ünï')
    .nestedString(3, 7, long)
    .entry(4, 'k', 'v')
    .bytes();
  const reader = new WireReader(bytes);
  expect([reader.next(), reader.field, reader.number]).toEqual([true, 1, 2 ** 40]);
  expect([reader.next(), reader.field, reader.text]).toEqual([true, 2, 'ünï']);
  expect([reader.next(), reader.field, textOf(reader.message, 7)]).toEqual([true, 3, long]);
  expect([reader.next(), textOf(reader.message, 1), textOf(reader.message, 2)]).toEqual([true, 'k', 'v']);
  expect(reader.next()).toBe(false);
});

it('passes over fixed fields, which others may send', () => {
  const bytes = Buffer.from([0x09, 1, 2, 3, 4, 5, 6, 7, 8, 0x15, 1, 2, 3, 4, 0x18, 5]);
  const reader = new WireReader(bytes);
  const fields: number[] = [];
  while (reader.next()) fields.push(reader.field);
  expect(fields).toEqual([1, 2, 3]);
  expect(reader.number).toBe(5);
});

it('ends or throws on any bytes', () => {
  for (let round = 0; round < 2_000; round += 1) {
    const reader = new WireReader(randomBytes(40));
    const walk = (): void => {
      while (reader.next());
    };
    try {
      walk();
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
    }
  }
});
