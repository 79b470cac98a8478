import { databaseOf, withDatabase } from './mongo';

describe('the database of a connection string', () => {
  it.each([
    ['mongodb://127.0.0.1:27017', 'maxbooster'],
    ['mongodb://127.0.0.1:27017/', 'maxbooster'],
    ['mongodb://127.0.0.1:27017/?retryWrites=false', 'maxbooster'],
    ['mongodb://127.0.0.1:27017/staging', 'staging'],
    ['mongodb://a:27017,b:27017,c:27018/views?replicaSet=rs0', 'views'],
    ['mongodb+srv://max:p%40ss@cluster.example.org/live?w=majority', 'live'],
  ])('%s: %s', (uri, database) => expect(databaseOf(uri)).toBe(database));

  it('is the path’s: what is no connection string is refused without telling its password', () => {
    for (const wrong of ['http://a:secret@b/c', '127.0.0.1:27017', 'mongodb:///views', ''])
      expect(() => databaseOf(wrong)).toThrow(/^not a MongoDB connection string: mongodb:\/\/host:port\/database/);
  });

  it('can be another one on the same servers', () => {
    expect(withDatabase('mongodb://127.0.0.1:1/', 't1')).toBe('mongodb://127.0.0.1:1/t1');
    expect(withDatabase('mongodb://a:1,b:2/x?replicaSet=rs0', 't1')).toBe('mongodb://a:1,b:2/t1?replicaSet=rs0');
  });

  it('changes, and the user is still looked up where it was', () => {
    expect(withDatabase('mongodb://u:p@a/', 't1')).toBe('mongodb://u:p@a/t1?authSource=admin');
    expect(withDatabase('mongodb://u:p@a/x', 't1')).toBe('mongodb://u:p@a/t1?authSource=x');
    expect(withDatabase('mongodb://u:p@a/x?authSource=y', 't1')).toBe('mongodb://u:p@a/t1?authSource=y');
  });
});
