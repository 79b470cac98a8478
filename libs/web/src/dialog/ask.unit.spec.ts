import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { ChangeDetectionStrategy, Component, inject, provideZonelessChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatDialogHarness } from '@angular/material/dialog/testing';

import { toProblem } from '../api/problem';
import { Field } from '../forms/field';
import { Ask } from './ask';
import type { Question } from './ask-dialog';

@Component({
  selector: 'mb-test-asker',
  imports: [Field],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<mb-field #f label="Per cent" name="shares.0.percent" [problem]="problem"
    ><input [id]="f.id"
  /></mb-field>`,
})
class Asker {
  readonly ask = inject(Ask);
  readonly problem = {
    ...toProblem('x'),
    errors: [
      { field: 'shares.0.percent', message: 'must be a decimal number' },
      { field: 'shares.0.percentage', message: 'not this one' },
      { field: 'shares.1.percent', message: 'nor this' },
    ],
  };
}

describe('asking before what can not be undone', () => {
  const start = async (question: Question) => {
    TestBed.configureTestingModule({ providers: [provideZonelessChangeDetection()] });
    const fixture = TestBed.createComponent(Asker);
    const answer = fixture.componentInstance.ask.for(question);
    const loader = TestbedHarnessEnvironment.documentRootLoader(fixture);
    const dialog = await loader.getHarness(MatDialogHarness);
    const confirm = await loader.getHarness(MatButtonHarness.with({ text: question.action }));
    const type = async (text: string): Promise<void> => {
      const input = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(
        'mat-dialog-container :is(input,textarea)',
      );
      if (input === null) throw new Error('nothing to type into');
      input.value = text;
      input.dispatchEvent(new Event('input'));
      await fixture.whenStable();
    };
    return { answer, dialog, confirm, type };
  };
  const PAY: Question = {
    title: 'Approve and pay',
    detail: '16,450.15 USD',
    action: 'Approve',
    typed: { label: 'Total', text: '16450.15' },
  };

  const REJECT: Question = { title: 'Reject', detail: '', action: 'Reject', reason: { label: 'Why' } };

  it('waits for the very amount, grouped or not', async () => {
    const { answer, confirm, type } = await start(PAY);
    expect(await confirm.isDisabled()).toBe(true);
    await type('16450.1');
    expect(await confirm.isDisabled()).toBe(true);
    await type('16,450.15');
    await confirm.click();
    expect(await answer).toBe('16,450.15');
  });

  it('answers null when they would rather not', async () => {
    const { answer, dialog } = await start(PAY);
    await dialog.close();
    expect(await answer).toBeNull();
  });

  it('wants words for a reason', async () => {
    const { answer, confirm, type } = await start(REJECT);
    await type('  ');
    expect(await confirm.isDisabled()).toBe(true);
    await type('the service confirmed it');
    await confirm.click();
    expect(await answer).toBe('the service confirmed it');
  });
});

describe('mb-field', () => {
  it('shows what was refused about its own field, beside it', async () => {
    TestBed.configureTestingModule({ providers: [provideZonelessChangeDetection()] });
    const fixture = TestBed.createComponent(Asker);
    await fixture.whenStable();
    const element = fixture.nativeElement as HTMLElement;
    expect(element.querySelector('.error')?.textContent).toBe('must be a decimal number');
    expect(element.querySelector('label')?.htmlFor).toBe(element.querySelector('input')?.id);
  });
});
