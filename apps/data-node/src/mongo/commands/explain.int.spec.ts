import { type Collection, type Document } from 'mongodb';

import { describeOurNode, startTestServer, type TestServer } from '../testing/mongo-server.js';

interface Row extends Document {
  _id: number;
}

let mongo: TestServer;
let rows: Collection<Row>;
beforeAll(async () => {
  mongo = await startTestServer();
  rows = mongo.collection<Row>();
  await rows.insertMany(Array.from({ length: 200 }, (_, _id) => ({ _id, k: _id % 10, t: [_id, _id + 1] })));
  await rows.createIndexes([{ key: { k: 1, _id: 1 } }, { key: { t: 1 } }]);
});
afterAll(() => mongo.close());

describeOurNode('explain', () => {
  const explained = async (command: Document, verbosity?: string): Promise<Document> =>
    mongo.db.command({ explain: command, ...(verbosity ? { verbosity } : {}) });

  it('names the index and what was examined, in the shape of MongoDB', async () => {
    const command = { find: rows.collectionName, filter: { k: 3, t: { $gt: 100 } } };
    const answer = await explained(command, 'executionStats');
    expect(answer['queryPlanner']).toMatchObject({
      namespace: `${mongo.db.databaseName}.${rows.collectionName}`,
      winningPlan: {
        stage: 'FETCH',
        inputStage: { stage: 'IXSCAN', indexName: 'k_1__id_1', keyPattern: { k: 1, _id: 1 } },
      },
      rejectedPlans: [],
    });
    expect(answer['executionStats']).toMatchObject({
      executionSuccess: true,
      nReturned: 10,
      totalKeysExamined: 20,
      totalDocsExamined: 20,
      executionStages: { stage: 'FETCH', docsExamined: 20, inputStage: { stage: 'IXSCAN', keysExamined: 20 } },
    });
  });

  it('has a plan only when asked for that, and all by default', async () => {
    const command = { find: rows.collectionName, filter: { k: 3 } };
    expect(await explained(command, 'queryPlanner')).not.toHaveProperty('executionStats');
    expect(await explained(command, 'allPlansExecution')).toHaveProperty('executionStats');
    expect(await explained(command)).toHaveProperty('executionStats');
    await expect(explained(command, 'everything')).rejects.toMatchObject({ code: 2 });
  });

  it('shows a collection scan, a sort, an _id and an array index for what they are', async () => {
    const find = { find: rows.collectionName };
    const plan = async (fields: Document): Promise<Document> =>
      (await explained({ ...find, ...fields }, 'queryPlanner'))['queryPlanner'].winningPlan;
    expect(await plan({ filter: { none: 1 } })).toMatchObject({ stage: 'COLLSCAN', direction: 'forward' });
    expect(await plan({ filter: { none: 1 }, sort: { none: 1 } })).toMatchObject({
      stage: 'SORT',
      inputStage: { stage: 'COLLSCAN' },
    });
    expect(await plan({ filter: { _id: 7 } })).toMatchObject({ stage: 'IDHACK' });
    expect(await plan({ filter: { t: 5 } })).toMatchObject({ inputStage: { indexName: 't_1', isMultiKey: true } });
    expect(await plan({ sort: { k: -1 }, limit: 5 })).toMatchObject({
      stage: 'LIMIT',
      inputStage: { stage: 'FETCH', inputStage: { indexName: 'k_1__id_1', direction: 'backward' } },
    });
    expect(await plan({ filter: { k: 1 }, hint: { $natural: 1 } })).toMatchObject({ stage: 'COLLSCAN' });
  });

  it('explains writes without writing', async () => {
    const [q, limit] = [{ k: 3 }, 0];
    for (const command of [
      { update: rows.collectionName, updates: [{ q, u: { $set: { k: 4 } }, multi: true }] },
      { delete: rows.collectionName, deletes: [{ q, limit }] },
      { findAndModify: rows.collectionName, query: q, remove: true },
      { count: rows.collectionName, query: q },
      { distinct: rows.collectionName, key: 't', query: q },
    ]) {
      const answer = await explained(command, 'executionStats');
      expect(JSON.stringify(answer['queryPlanner'].winningPlan)).toContain('"indexName":"k_1__id_1"');
    }
    expect(await rows.countDocuments({ k: 3 })).toBe(20);
  });

  it('examines what a page needs, however many documents follow', async () => {
    const page = (await rows.find({ k: 3 }).sort({ k: 1, _id: 1 }).limit(5).explain('executionStats')) as Document;
    expect(page['executionStats']).toMatchObject({ nReturned: 5, totalKeysExamined: 5, totalDocsExamined: 5 });
  });
});
