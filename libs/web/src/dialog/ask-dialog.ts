import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';

import { Field } from '../forms/field';

/** What to ask. `typed`: this very text must be typed to go on; `reason`: words are asked for, and kept in the record. */
export interface Question {
  readonly title: string;
  readonly detail: string;
  readonly action: string;
  readonly danger?: boolean;
  readonly typed?: { readonly label: string; readonly text: string };
  readonly reason?: { readonly label: string; readonly hint?: string };
}

@Component({
  selector: 'mb-ask-dialog',
  imports: [Field, MatButtonModule, MatDialogModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form (submit)="$event.preventDefault(); confirm()">
      <h2 mat-dialog-title>{{ question.title }}</h2>
      <mat-dialog-content class="mb-stack">
        <p>{{ question.detail }}</p>
        @if (question.typed; as typed) {
          <mb-field #field [label]="typed.label" [hint]="'Type ' + typed.text + ' to go on.'">
            <input
              #control
              [id]="field.id"
              inputmode="decimal"
              autocomplete="off"
              [value]="text()"
              (input)="text.set(control.value)"
            />
          </mb-field>
        }
        @if (question.reason; as reason) {
          <mb-field #field [label]="reason.label" [hint]="reason.hint ?? 'Kept in the record, with your name.'">
            <textarea
              #control
              [id]="field.id"
              maxlength="500"
              [value]="text()"
              (input)="text.set(control.value)"
            ></textarea>
          </mb-field>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button mat-button type="button" mat-dialog-close>Cancel</button>
        <button mat-flat-button type="submit" [class.danger]="question.danger" [disabled]="!ready()">
          {{ question.action }}
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    .mb-stack {
      gap: 0.9rem;
    }

    .danger:not(:disabled) {
      background: var(--mb-bad);
      color: light-dark(#fff, #2b0a08);
    }
  `,
})
export class AskDialog {
  readonly question = inject<Question>(MAT_DIALOG_DATA);
  private readonly ref = inject<MatDialogRef<AskDialog, string>>(MatDialogRef);
  readonly text = signal('');

  readonly ready = computed(() => {
    const text = this.text().trim();
    if (this.question.typed !== undefined) return text.replace(/,/g, '') === this.question.typed.text;
    return this.question.reason === undefined || text.length >= 3;
  });

  confirm(): void {
    if (this.ready()) this.ref.close(this.text().trim());
  }
}
