import { Binary, Decimal128, type Document, Double, Long, MaxKey, MinKey, ObjectId, Timestamp, UUID } from 'mongodb';

import { ourNodeOnly, startTestServer, type TestServer } from '../testing/mongo-server.js';

interface Row extends Document {
  _id: number;
}

let mongo: TestServer;
beforeAll(async () => {
  mongo = await startTestServer();
});
afterAll(() => mongo.close());

const exact = { promoteLongs: false, promoteValues: true } as const;
const decimal = (text: string): Decimal128 => Decimal128.fromString(text);

it('gives every type back as it came, also after an update of another field', async () => {
  const rows = mongo.collection<Row>();
  const document = {
    _id: 1,
    long: Long.fromString('9007199254740993'),
    small: Long.fromNumber(5),
    decimal: decimal('1.50'),
    date: new Date('2026-01-02T03:04:05.678Z'),
    oid: new ObjectId('65f000000000000000000001'),
    binary: new Binary(Buffer.from([1, 2, 3])),
    uuid: new UUID('0190c0a0-0000-7000-8000-000000000001'),
    nothing: null,
    list: [null, 1, 'x'],
    fraction: 0.1,
    big: 2 ** 40,
    text: 'Größe 🎵',
    empty: {},
    regex: /a.b/i,
    stamp: new Timestamp({ t: 1, i: 2 }),
  };
  await rows.insertOne(document);
  expect(await rows.findOne({}, exact)).toEqual(document);
  await rows.updateOne({ _id: 1 }, { $set: { other: 1 } });
  const after = await rows.findOne({}, exact);
  expect(after).toEqual({ ...document, other: 1 });
  expect(after?.['missing']).toBeUndefined();
});

ourNodeOnly('stores a date that JavaScript has not, and says so where it would be compared', async () => {
  const rows = mongo.collection<Row>();
  // 285,000 years from now; the driver writes what `getTime` says.
  const at = Object.assign(new Date(0), { getTime: () => 9e15 });
  await rows.insertOne({ _id: 1, at });
  const refusal = { code: 2, errmsg: expect.stringContaining('100,000,000 days') };
  await expect(rows.createIndex({ at: 1 })).rejects.toMatchObject(refusal);
  await rows.createIndex({ later: 1 });
  await expect(rows.insertOne({ _id: 2, later: at })).rejects.toMatchObject(refusal);
  expect(await rows.countDocuments()).toBe(1);
});

it('compares numbers of all types by value, with and without an index', async () => {
  const rows = mongo.collection<Row>();
  const values = [
    decimal('-1E+400'),
    -5,
    Long.fromString('-4'),
    0,
    decimal('0.1'),
    0.1,
    decimal('0.10000000000000001'),
    1,
  ];
  const large = [
    Long.fromString('9007199254740992'),
    Long.fromString('9007199254740993'),
    decimal('9007199254740993.5'),
  ];
  const infinite = [decimal('1E+400'), new Double(Infinity)];
  const sorted = [...values, ...large, ...infinite];
  await rows.insertMany(sorted.map((v, _id) => ({ _id, v })).reverse());
  const check = async (): Promise<void> => {
    const ids = async (filter: object): Promise<number[]> =>
      (await rows.find(filter).sort({ v: 1 }).toArray()).map(({ _id }) => _id);
    // Decimal128 0.1 is below the double 0.1, whose exact value is 0.1000000000000000055…
    expect(await ids({})).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(await ids({ v: { $gt: decimal('0.1'), $lt: 1n } })).toEqual([5, 6]);
    expect(await ids({ v: { $gt: Long.fromString('9007199254740992') } })).toEqual([9, 10, 11, 12]);
    expect(await ids({ v: Long.fromNumber(1) })).toEqual([7]);
    expect(await ids({ v: decimal('1.000') })).toEqual([7]);
    expect(await ids({ v: { $in: [decimal('-5.0'), Long.fromNumber(0)] } })).toEqual([1, 3]);
  };
  await check();
  await rows.createIndex({ v: 1 });
  await check();
});

it('orders all types as MongoDB does, with and without an index, both ways', async () => {
  const rows = mongo.collection<Row>();
  const sorted: unknown[] = [
    new MinKey(),
    null,
    NaN,
    1,
    'A',
    'a',
    'é',
    '\uffff',
    '😀',
    {},
    { a: 1 },
    { b: 0 },
    { a: 'x' },
    new Binary(Buffer.from([9])),
    new Binary(Buffer.from([0, 0])),
    new ObjectId('000000000000000000000001'),
    new ObjectId('f00000000000000000000000'),
    false,
    true,
    new Date(-1),
    new Date(0),
    new Timestamp({ t: 1, i: 1 }),
    /a/,
    new MaxKey(),
  ];
  await rows.insertMany(sorted.map((v, _id) => ({ _id, v })).sort((a, b) => ((a._id * 7) % 23) - ((b._id * 7) % 23)));
  const ids = sorted.map((_, at) => at);
  const order = async (direction: 1 | -1): Promise<number[]> =>
    (await rows.find().sort({ v: direction }).toArray()).map(({ _id }) => _id);
  expect(await order(1)).toEqual(ids);
  await rows.createIndex({ v: -1 });
  expect(await order(1)).toEqual(ids);
  expect(await order(-1)).toEqual([...ids].reverse());
});

it('adds, multiplies and compares exactly in updates', async () => {
  const rows = mongo.collection<Row>();
  await rows.insertOne({ _id: 1, d: decimal('0.1'), l: Long.fromString('9007199254740993'), i: 1 });
  await rows.updateOne(
    { _id: 1 },
    { $inc: { d: decimal('0.2'), l: Long.fromNumber(1), i: 2 }, $max: { m: decimal('3') } },
  );
  await rows.updateOne({ _id: 1 }, { $mul: { d: decimal('3') }, $max: { m: 2 } });
  const row = await rows.findOne({}, exact);
  expect(String(row?.['d'])).toBe('0.9');
  expect(String(row?.['l'])).toBe('9007199254740994');
  expect(String(row?.['m'])).toBe('3');
  await expect(rows.updateOne({ _id: 1 }, { $inc: { l: Long.MAX_VALUE } })).rejects.toMatchObject({ code: 14 });
});

it('takes ids of any type and tells 1 from "1" but not from 1.0', async () => {
  const rows = mongo.collection<{ _id: never; n: number }>();
  await rows.insertMany(
    [1, '1', new ObjectId(), { a: 1 }, new Date(0), true].map((_id, n) => ({ _id: _id as never, n })),
  );
  await expect(rows.insertOne({ _id: Long.fromNumber(1) as never, n: 9 })).rejects.toMatchObject({ code: 11000 });
  await expect(rows.insertOne({ _id: decimal('1.0') as never, n: 9 })).rejects.toMatchObject({ code: 11000 });
  expect(await rows.findOne({ _id: { a: 1 } as never })).toMatchObject({ n: 3 });
  expect(await rows.findOne({ _id: '1' as never })).toMatchObject({ n: 1 });
});
