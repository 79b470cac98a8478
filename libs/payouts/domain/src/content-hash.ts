import { sha256 as hash } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, sha256, type Currency, type Sha256 } from '@max/kernel';

import type { PayoutLine } from './payout-batch/events';

/**
 * What an approval is bound to: SHA-256 over the canonical JSON (RFC 8785) of `{currency, lines}`, in hex. Another
 * payee, another cent or another order is another hash.
 */
export const contentHashOf = (currency: Currency, lines: readonly PayoutLine[]): Sha256 =>
  sha256(bytesToHex(hash(utf8ToBytes(canonicalJson({ currency, lines })))));
