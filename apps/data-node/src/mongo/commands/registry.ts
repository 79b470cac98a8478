import { type Document } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { type Reply } from '../wire/reply.js';
import { aggregate } from './aggregate.js';
import { create, drop, dropDatabase, listCollections, listDatabases } from './collections.js';
import { collMod } from './coll-mod.js';
import { count, distinct } from './count.js';
import { getMore, killCursors } from './cursors.js';
import { deleteDocuments } from './delete.js';
import { type Command, type Engine } from './engine.js';
import { explain } from './explain.js';
import { findAndModify } from './find-and-modify.js';
import { find } from './find.js';
import { acknowledge, buildInfo, connectionStatus, getParameter, hello } from './handshake.js';
import { createIndexes, dropIndexes, listIndexes } from './indexes.js';
import { insert } from './insert.js';
import { collStats, dbStats, renameCollection, serverStatus } from './statistics.js';
import { update } from './update.js';

const COMMANDS: Record<string, Command> = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: acknowledge,
  endSessions: acknowledge,
  buildInfo,
  buildinfo: buildInfo,
  connectionStatus,
  getParameter,
  insert,
  update,
  delete: deleteDocuments,
  findAndModify,
  findandmodify: findAndModify,
  find,
  getMore,
  killCursors,
  aggregate,
  count,
  distinct,
  explain,
  createIndexes,
  listIndexes,
  dropIndexes,
  create,
  drop,
  dropDatabase,
  listCollections,
  listDatabases,
  collMod,
  renameCollection,
  collStats,
  collstats: collStats,
  dbStats,
  dbstats: dbStats,
  serverStatus,
};

/** Runs one command. Throws 59 CommandNotFound, and 20 for anything that belongs to a transaction. */
export const runCommand = (engine: Engine, body: Document): Reply | Promise<Reply> => {
  const name = Object.keys(body)[0] ?? '';
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new MongoError(59, `no such command: '${name}'`);
  if (body['txnNumber'] !== undefined || body['startTransaction'] !== undefined || body['autocommit'] !== undefined) {
    throw new MongoError(20, 'Transaction numbers are only allowed on a replica set member or mongos');
  }
  return command(engine, body);
};
