import mongoose, { type Connection } from 'mongoose';

export const MONGO = Symbol('Mongo');

/** The database of the views: the path of the connection string, `maxbooster` unless given. */
export const databaseOf = (uri: string): string => new URL(uri).pathname.slice(1) || 'maxbooster';

/** Connects in the background: a server that is still starting is waited for by the first operation, up to 15 s. */
export const connectMongo = (uri: string): Connection => {
  const connection = mongoose.createConnection(uri, {
    dbName: databaseOf(uri),
    serverSelectionTimeoutMS: 15_000,
    autoIndex: false,
    autoCreate: false,
  });
  // a first connection that fails would end the process as an unhandled rejection; operations report it themselves
  connection.asPromise().catch(() => undefined);
  return connection;
};
