import mongoose, { type Model, Schema } from 'mongoose';

import { startTestServer, type TestServer } from './testing/mongo-server.js';

interface Payee {
  _id: string;
  name: string;
  country?: string;
  balance: mongoose.Types.Decimal128;
  tags: string[];
  _position: string;
}

let mongo: TestServer;
let connection: mongoose.Connection;
let Payees: Model<Payee>;

beforeAll(async () => {
  mongo = await startTestServer();
  connection = await mongoose.createConnection(mongo.url).asPromise();
  const schema = new Schema<Payee>({
    _id: String,
    name: { type: String, required: true },
    country: String,
    balance: Schema.Types.Decimal128,
    tags: [String],
    _position: String,
  });
  schema.index({ country: 1, name: 1 });
  schema.index({ name: 1 }, { unique: true });
  Payees = connection.model<Payee>('Payee', schema);
  await Payees.init();
});
afterAll(async () => {
  await connection.close();
  await mongo.close();
});
beforeEach(() => Payees.deleteMany({}));

const payee = (n: number): Payee => ({
  _id: `p${n}`,
  name: `Payee ${n}`,
  country: n % 2 === 0 ? 'DE' : 'FR',
  balance: mongoose.Types.Decimal128.fromString(`${n}.10`),
  tags: ['artist'],
  _position: '0001',
});

it('creates its indexes, saves, finds, changes and removes documents', async () => {
  expect((await Payees.listIndexes()).map(({ name }) => name as string)).toEqual([
    '_id_',
    'country_1_name_1',
    'name_1',
  ]);
  const created = await Payees.create(payee(1));
  created.tags.push('writer');
  await created.save();
  expect((await Payees.findById('p1').lean())?.tags).toEqual(['artist', 'writer']);
  const changed = await Payees.findOneAndUpdate({ _id: 'p1' }, { country: 'GB' }, { returnDocument: 'after' });
  expect(changed?.country).toBe('GB');
  await created.deleteOne();
  expect(await Payees.exists({ _id: 'p1' })).toBeNull();
});

it('reports a unique key that is taken', async () => {
  await Payees.create(payee(1));
  const twin = { ...payee(2), name: 'Payee 1' };
  await expect(Payees.create(twin)).rejects.toMatchObject({ code: 11000, keyPattern: { name: 1 } });
});

it('pages through a list by key', async () => {
  await Payees.insertMany(Array.from({ length: 120 }, (_, n) => payee(n)));
  const seen: string[] = [];
  for (let after = ''; ;) {
    const page = await Payees.find({ country: 'DE', name: { $gt: after } })
      .sort({ name: 1, _id: 1 })
      .limit(25)
      .lean();
    if (page.length === 0) break;
    seen.push(...page.map(({ name }) => name));
    after = page.at(-1)?.name ?? '';
  }
  expect(seen).toHaveLength(60);
  expect(seen).toEqual([...seen].sort());
});

it('writes a read model in bulk, keeping what is newer', async () => {
  const write = (position: string, country: string) =>
    Payees.bulkWrite(
      [1, 2, 3].map((n) => ({
        replaceOne: {
          filter: { _id: `p${n}`, _position: { $lt: position } },
          replacement: { ...payee(n), country, _position: position },
          upsert: true,
        },
      })),
      { ordered: false },
    );
  await write('0002', 'DE');
  await write('0005', 'FR');
  await expect(write('0003', 'GB')).rejects.toMatchObject({ code: 11000 });
  expect((await Payees.find().lean()).map(({ country }) => country)).toEqual(['FR', 'FR', 'FR']);
});

it('aggregates and streams', async () => {
  await Payees.insertMany(Array.from({ length: 300 }, (_, n) => payee(n)));
  const [total] = await Payees.aggregate([{ $group: { _id: null, sum: { $sum: '$balance' } } }]);
  expect(String(total.sum)).toBe('44880.00');
  let count = 0;
  for await (const _ of Payees.find().lean().cursor({ batchSize: 50 })) count += 1;
  expect(count).toBe(300);
});
