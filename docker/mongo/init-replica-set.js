// Run by mongosh in a container of its own until it succeeds: makes the three members one replica set and the user of
// Max Booster. Run again it changes nothing.
const { readFileSync } = require('node:fs');

const secret = (name) => readFileSync(`/run/secrets/${name}`, 'utf8').trim();
const root = `root:${encodeURIComponent(secret('mongo-root-password'))}`;
const hosts = ['views-1:27017', 'views-2:27017', 'views-3:27017'];

const first = new Mongo(`mongodb://${root}@${hosts[0]}/admin?directConnection=true`).getDB('admin');
try {
  first.adminCommand({ replSetGetStatus: 1 });
} catch (error) {
  if (error.codeName !== 'NotYetInitialized') throw error;
  const members = hosts.map((host, id) => ({ _id: id, host, priority: id === 0 ? 2 : 1 }));
  first.adminCommand({ replSetInitiate: { _id: 'rs0', members } });
}

// waits for the primary, half a minute at most
const admin = new Mongo(`mongodb://${root}@${hosts.join(',')}/admin?replicaSet=rs0`).getDB('admin');
const roles = ['maxbooster', 'maxbooster_keys'].map((db) => ({ role: 'readWrite', db }));
const pwd = secret('mongo-max-password');
if (admin.getUser('max')) admin.updateUser('max', { pwd, roles });
else admin.createUser({ user: 'max', pwd, roles });
