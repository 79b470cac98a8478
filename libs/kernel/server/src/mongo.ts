import mongoose, { type Connection, type ConnectOptions } from 'mongoose';

export const MONGO = Symbol('Mongo');

/** `scheme://hosts/database?options`; the hosts of a replica set are a list, which no URL parser takes. */
const CONNECTION_STRING = /^(mongodb(?:\+srv)?:\/\/)([^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/;

/**
 * The database of the views: the path of the connection string, `maxbooster` unless given.
 * @throws TypeError for what is no connection string
 */
export const databaseOf = (uri: string): string => {
  const [, , , path] = parts(uri);
  return decodeURIComponent(path ?? '') || 'maxbooster';
};

/** The same servers and user with another database; who the user is, is looked up where it was before. */
export const withDatabase = (uri: string, database: string): string => {
  const [, scheme, hosts = '', path, query] = parts(uri);
  const options = new URLSearchParams(query);
  if (hosts.includes('@') && !options.has('authSource')) options.set('authSource', path || 'admin');
  const rest = options.size > 0 ? `?${options.toString()}` : '';
  return `${scheme}${hosts}/${encodeURIComponent(database)}${rest}`;
};

const parts = (uri: string): RegExpExecArray => {
  const found = CONNECTION_STRING.exec(uri);
  if (!found) throw new TypeError('not a MongoDB connection string: mongodb://host:port/database expected');
  return found;
};

/**
 * How views are written and read. A checkpoint says "everything up to here is in the view", and a caller who waited for
 * it reads the view next: both must outlive a change of the primary, and the read must not come from a member that lags.
 * So a write is done when a majority has it, and reads ask the primary for what a majority has. The driver tries a write
 * and a read once more by itself when the primary changes.
 */
export const VIEW_OPTIONS = {
  writeConcern: { w: 'majority', wtimeoutMS: 10_000 },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
  retryWrites: true,
  retryReads: true,
} as const satisfies ConnectOptions;

/** Connects in the background: a server that is still starting is waited for by the first operation, up to 15 s. */
export const connectMongo = (uri: string): Connection => {
  const connection = mongoose.createConnection(uri, {
    ...VIEW_OPTIONS,
    dbName: databaseOf(uri),
    serverSelectionTimeoutMS: 15_000,
    autoIndex: false,
    autoCreate: false,
  });
  // a first connection that fails would end the process as an unhandled rejection; operations report it themselves
  connection.asPromise().catch(() => undefined);
  return connection;
};
