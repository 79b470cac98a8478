import { ChangeDetectionStrategy, Component, inject, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { ApiClient, Icon, ProblemDisplay, toProblem, type Problem } from '@max/web';

import { ImportStatus } from './import-status';

/** Takes a CSV of the catalogue; what it brought shows in the list below. */
@Component({
  selector: 'bo-catalog-import',
  imports: [Icon, ImportStatus, MatButtonModule, MatProgressBarModule, ProblemDisplay],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-card mb-pad' },
  template: `
    <div class="mb-spread">
      <p>
        <strong>Import a catalogue</strong>
        <span class="mb-muted">as CSV, with a heading row: artist, release, UPC, track, ISRC</span>
      </p>
      <input
        #picker
        class="mb-visually-hidden"
        type="file"
        accept=".csv,text/csv"
        tabindex="-1"
        aria-label="Choose a catalogue file"
        (change)="send(picker.files?.[0]); picker.value = ''"
      />
      <button mat-stroked-button type="button" [disabled]="percent() !== null" (click)="picker.click()">
        <mb-icon name="upload" />Choose a CSV
      </button>
    </div>
    @if (percent(); as sent) {
      <mat-progress-bar [value]="sent" aria-label="Sending the catalogue" />
    }
    @if (problem(); as problem) {
      <mb-problem [error]="problem" />
    }
    @if (received(); as id) {
      <bo-import-status [id]="id" (imported)="imported.emit()" />
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.6rem;
    }
  `,
})
export class CatalogImport {
  private readonly api = inject(ApiClient);
  readonly imported = output();
  readonly percent = signal<number | null>(null);
  readonly problem = signal<Problem | null>(null);
  readonly received = signal<string | null>(null);

  send(file: File | undefined): void {
    if (file === undefined) return;
    this.problem.set(null);
    this.received.set(null);
    this.percent.set(1);
    this.api.upload<{ id: string }>('catalog/imports', file).subscribe({
      next: (event) => {
        if (event.state === 'sending') this.percent.set(Math.max(1, Math.round((100 * event.sent) / event.total)));
        else this.received.set(event.answer.id);
      },
      error: (error: unknown) => {
        this.percent.set(null);
        this.problem.set(toProblem(error));
      },
      complete: () => this.percent.set(null),
    });
  }
}
