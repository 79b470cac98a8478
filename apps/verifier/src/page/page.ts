import { readZip, verifyPack } from '@max/compliance/domain';

import { byId } from './elements';
import { renderReport } from './render';

const verdict = byId('verdict');
const drop = byId('drop');

const say = (text: string, className: string): void => {
  verdict.textContent = text;
  verdict.className = className;
};

/** Lets the browser paint what was just said before the checking begins. */
const painted = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

const expectedKeys = (): string[] => {
  const field = byId('keys');
  return field instanceof HTMLTextAreaElement ? field.value.split(/\s+/).filter((key) => key !== '') : [];
};

const verify = async (file: File): Promise<void> => {
  byId('report').replaceChildren();
  say(`Checking ${file.name} …`, '');
  await painted();
  try {
    const report = verifyPack(readZip(new Uint8Array(await file.arrayBuffer())), { trustedKeys: expectedKeys() });
    const failed = report.checks.filter(({ ok }) => !ok).length;
    byId('report').replaceChildren(...renderReport(report));
    if (report.ok) say(`✓ ${file.name} is verified: everything holds.`, 'good');
    else say(`✗ ${file.name} is not verified: ${failed} of ${report.checks.length} checks failed.`, 'bad');
  } catch (error) {
    say(`✗ ${file.name} is not verified: ${error instanceof Error ? error.message : 'it could not be read'}`, 'bad');
  }
};

byId('file').addEventListener('change', ({ target }) => {
  const file = target instanceof HTMLInputElement ? target.files?.[0] : undefined;
  if (file) void verify(file);
});

for (const name of ['dragenter', 'dragover', 'dragleave', 'drop']) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle('over', name === 'dragenter' || name === 'dragover');
    const file = name === 'drop' && event instanceof DragEvent ? event.dataTransfer?.files[0] : undefined;
    if (file) void verify(file);
  });
}
