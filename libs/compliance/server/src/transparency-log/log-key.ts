import { join } from 'node:path';

import { ED25519, type SigningKey } from '@max/compliance/domain';

import { keyIn } from './key-file';

/** The key that signs heads and manifests, in its file; made on first use. */
export class LogKey {
  constructor(private readonly folder: string) {}

  /** @throws InvalidKey when the file holds something else */
  read(): Promise<SigningKey> {
    return keyIn(join(this.folder, 'log.key'), 'log', ED25519);
  }
}
