import { COSIGNATURE, ED25519, formatVerifierKey, InvalidKey, parseVerifierKey, type VerifierKey } from '../note/keys';
import { Malformed } from '../reading/fields';

/** Who signs the log, and who watches it. */
export interface PackKeys {
  readonly log: VerifierKey;
  readonly witness: VerifierKey;
}

export const renderKeys = ({ log, witness }: PackKeys): string =>
  `log ${formatVerifierKey(log)}\nwitness ${formatVerifierKey(witness)}\n`;

/** @throws Malformed, also when one key plays both parts: a log can't be its own witness */
export const readKeys = (text: string, where: string): PackKeys => {
  const [, log = '', witness = ''] = /^log (\S+)\nwitness (\S+)\n$/.exec(text) ?? [];
  const keys = { log: readKey(log, ED25519, where), witness: readKey(witness, COSIGNATURE, where) };
  const [a, b] = [keys.log.publicKey, keys.witness.publicKey];
  if (a.every((byte, i) => byte === b[i])) throw new Malformed(where, 'names one key as both log and witness');
  return keys;
};

const readKey = (vkey: string, type: number, where: string): VerifierKey => {
  try {
    const key = parseVerifierKey(vkey);
    if (key.type !== type) throw new InvalidKey(`the key has type ${key.type}, not ${type}`);
    return key;
  } catch (error) {
    if (!(error instanceof InvalidKey)) throw error;
    throw new Malformed(where, error.message);
  }
};
