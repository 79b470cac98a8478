import { backup } from '../backup/backup.js';
import { readManifest } from '../backup/manifest.js';
import { checkFiles, restore } from '../backup/restore.js';
import type { Command } from '../node/options.js';
import { StartupError } from '../node/startup-error.js';
import { verify } from '../verify/verify.js';
import { tell } from './tell.js';

type Work = Exclude<Command, { readonly name: 'help' | 'start' }>;

/** Runs a command that ends by itself. Answers its exit status; throws StartupError if it can't be carried out. */
export async function runCommand(command: Work): Promise<0 | 1> {
  switch (command.name) {
    case 'backup': {
      const manifest = await backup(command.dataDir, command.to, tell);
      const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
      console.log(`backed up to ${command.to}: ${bytes} bytes, events up to position ${manifest.position}, verified`);
      return 0;
    }
    case 'restore': {
      const manifest = await restore(command.from, command.dataDir, command.force, tell);
      console.log(`restored to ${command.dataDir}: the state of ${manifest.begun}, position ${manifest.position}`);
      return 0;
    }
    case 'verify':
      if (command.isBackup) await checkFiles(command.dataDir, readManifest(command.dataDir), tell);
      return report(command.dataDir);
  }
}

async function report(dataDir: string): Promise<0 | 1> {
  const { transaction, pages, events, documents, problems, count } = await verifyThere(dataDir);
  for (const problem of problems) console.log(`wrong: ${problem}`);
  if (count > problems.length) console.log(`wrong: and ${count - problems.length} more`);
  console.log(
    `${count === 0 ? 'sound' : 'DAMAGED'}: transaction ${transaction}, ${pages} pages, ${events.events} events in ` +
      `${events.streams} streams, ${documents.documents} documents in ${documents.collections} collections with ` +
      `${documents.indexEntries} index entries, ${count} problems`,
  );
  return count === 0 ? 0 : 1;
}

async function verifyThere(dataDir: string) {
  try {
    return await verify(dataDir, tell);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new StartupError(`there is no data node's data in ${dataDir}`);
    }
    throw error;
  }
}
