import { leafHash } from '@max/kernel';

import { checkpointText, parseCheckpoint, signCheckpoint } from './checkpoint';
import {
  COSIGNATURE,
  ED25519,
  fingerprint,
  formatSigningKey,
  formatVerifierKey,
  generateKey,
  InvalidKey,
  parseSigningKey,
  parseVerifierKey,
} from './keys';
import { formatNote, InvalidNote, parseNote, signNote, verifyNote } from './signed-note';

// The example of golang.org/x/mod/sumdb/note, an independent implementation of the format.
const GO_VKEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const GO_SKEY = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const GO_SIGNED = `${GO_TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

const log = generateKey('max-booster.example/log', ED25519);
const witness = generateKey('max-booster.example/witness', COSIGNATURE);
const head = { origin: log.name, size: 42, root: leafHash('root') };
const note = formatNote(signNote(signCheckpoint(head, log), witness, 1_700_000_000));

describe('signed notes', () => {
  it('are those of another implementation, read and written', () => {
    expect(verifyNote(parseNote(GO_SIGNED), parseVerifierKey(GO_VKEY))).toEqual({ ok: true, seconds: null });
    const signed = signNote({ text: GO_TEXT, signatures: [] }, parseSigningKey(GO_SKEY));
    expect(formatNote(signed)).toBe(GO_SIGNED);
  });

  it('do not verify when the text, the signature or the key is another', () => {
    const other = generateKey('PeterNeumann', ED25519);
    expect(verifyNote(parseNote(GO_SIGNED.replace('problem,', 'problem.')), parseVerifierKey(GO_VKEY)).ok).toBe(false);
    expect(verifyNote(parseNote(GO_SIGNED.replace('x08go/Z', 'x08go/Y')), parseVerifierKey(GO_VKEY)).ok).toBe(false);
    expect(verifyNote(parseNote(GO_SIGNED), other).ok).toBe(false);
  });

  it('do not verify with any other byte in their checkpoint', () => {
    const bytes = new TextEncoder().encode(note);
    for (let i = 0; i < bytes.length; i += 1) {
      const changed = new TextDecoder().decode(bytes.map((byte, j) => (i === j ? byte ^ 1 : byte)));
      const holds = () => {
        const parsed = parseCheckpoint(changed);
        return verifyNote(parsed.note, log).ok && verifyNote(parsed.note, witness).ok;
      };
      let held: boolean;
      try {
        held = holds();
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidNote);
        held = false;
      }
      expect([i, held]).toEqual([i, false]);
    }
  });

  it.each([
    ['nothing', ''],
    ['no blank line', 'text\n— a AAAA\n'],
    ['no last line feed', 'text\n\n— a AAAAAAAA'],
    ['a hyphen for the dash', 'text\n\n- a AAAAAAAA\n'],
    ['loose base64', 'text\n\n— a AAAAAAB=\n'],
    ['control characters', 'te\txt\n\n— a AAAAAAAA\n'],
    ['too many signatures', `text\n\n${'— a AAAAAAAA\n'.repeat(101)}`],
  ])('refuse %s', (_, text) => expect(() => parseNote(text)).toThrow(InvalidNote));

  it('with the same signature twice are refused', () => {
    const twice = parseNote(note);
    const [first] = twice.signatures;
    expect(first && verifyNote({ ...twice, signatures: [...twice.signatures, first] }, log).ok).toBe(false);
  });
});

describe('checkpoints', () => {
  it('keep origin, size, root and the time of the cosignature', () => {
    const parsed = parseCheckpoint(note);
    expect(parsed.checkpoint).toEqual(head);
    expect(verifyNote(parsed.note, log)).toEqual({ ok: true, seconds: null });
    expect(verifyNote(parsed.note, witness)).toEqual({ ok: true, seconds: 1_700_000_000 });
  });

  it.each([
    ['a leading zero', ['log', '042', 'AAAA']],
    ['a sign', ['log', '+42', 'AAAA']],
    ['a short root', ['log', '42', 'AAAA']],
    ['an extension line', ['log', '42', checkpointText(head).split('\n')[2] ?? '', 'more']],
    ['no origin', ['', '42', checkpointText(head).split('\n')[2] ?? '']],
  ])('refuse %s', (_, lines) => {
    expect(() => parseCheckpoint(`${lines.join('\n')}\n\n— a AAAAAAAA\n`)).toThrow(InvalidNote);
  });
});

describe('keys', () => {
  it('are read as they are written', () => {
    for (const key of [log, witness]) {
      expect(formatVerifierKey(parseVerifierKey(formatVerifierKey(key)))).toBe(formatVerifierKey(key));
      expect(formatSigningKey(parseSigningKey(formatSigningKey(key)))).toBe(formatSigningKey(key));
    }
    expect(fingerprint(log)).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/);
  });

  it.each([
    ['', 'another id', GO_VKEY.replace('c74f20a3', 'c74f20a4')],
    ['', 'an unknown type', 'a+00000000+BRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
    ['', 'a short key', 'a+00000000+AQID'],
    ['', 'garbage', 'garbage'],
  ])('refuse%s %s', (_, __, vkey) => expect(() => parseVerifierKey(vkey)).toThrow(InvalidKey));

  it('never show their secret in an error', () => {
    expect(() => parseSigningKey(GO_SKEY.replace('c74f20a3', 'c74f20a4'))).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('YEKFALV') }),
    );
  });
});
