import { hexOf, sha256Of } from '@max/kernel';

import { parseNote, verifyNote } from '../../note/signed-note';
import { PACK_FILES } from '../../pack/format';
import { manifestNoteText } from '../../pack/manifest';
import { utf8 } from '../../reading/rows';
import { count, NOT_CHECKED, type Check } from '../check';

export const manifestSigned: Check = {
  name: 'manifest-signature',
  title: 'The list of files is signed by the log’s key',
  run({ contents, manifest, keys }, findings) {
    const { manifest: path, manifestNote: notePath } = PACK_FILES;
    const [list, signed] = [contents.get(path), contents.get(notePath)];
    if (!signed) findings.add(notePath, 'is missing');
    if (!list || !signed || !manifest || !keys) return (findings.add(path, NOT_CHECKED), '');
    const note = findings.attempt(notePath, () => parseNote(utf8(signed, notePath)));
    if (!note) return '';
    if (note.text !== manifestNoteText(manifest.packId, utf8(list, path))) {
      findings.add(notePath, `does not name this ${path}: one of the two was changed`);
    }
    const verdict = verifyNote(note, keys.log);
    if (!verdict.ok) findings.add(notePath, verdict.reason);
    return `pack ${manifest.packId}, made ${manifest.createdAt}`;
  },
};

export const filesWhole: Check = {
  name: 'files',
  title: 'Every file is there, whole, and nothing was added',
  run({ contents, manifest }, findings) {
    if (!manifest) return (findings.add(PACK_FILES.manifest, NOT_CHECKED), '');
    const listed = new Set<string>([PACK_FILES.manifest, PACK_FILES.manifestNote]);
    for (const { path, bytes, sha256 } of manifest.files) {
      if (listed.has(path)) findings.add(path, 'stands twice in the manifest');
      listed.add(path);
      const content = contents.get(path);
      if (!content) findings.add(path, 'is missing');
      else if (content.length !== bytes) findings.add(path, `has ${content.length} bytes, the manifest says ${bytes}`);
      else if (hexOf(sha256Of(content)) !== sha256)
        findings.add(path, 'was changed: its SHA-256 is not the manifest’s');
    }
    for (const path of contents.keys()) if (!listed.has(path)) findings.add(path, 'is not in the manifest');
    return count(contents.size, 'file');
  },
};
