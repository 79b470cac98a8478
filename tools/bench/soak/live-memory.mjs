// Loaded into each process of a soak run (`--import`): at SIGUSR2 it collects its garbage and says what is left. V8 lets a
// heap grow to several times what lives in it before it collects, so that only this tells a leak from idleness.
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const folder = process.env.MAX_SOAK_DIR;

if (folder) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  process.on('SIGUSR2', () => {
    collect();
    const path = join(folder, `live-${process.pid}.json`);
    writeFileSync(`${path}.tmp`, JSON.stringify(process.memoryUsage()));
    renameSync(`${path}.tmp`, path);
  });
}
