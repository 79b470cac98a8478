import { ChangeDetectionStrategy, Component, inject, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { ApiClient, Icon, ProblemDisplay, toProblem, type Problem } from '@max/web';

/** Takes a CSV of the catalogue; what it brought shows in the list below. */
@Component({
  selector: 'bo-catalog-import',
  imports: [Icon, MatButtonModule, MatProgressBarModule, ProblemDisplay],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-card mb-pad' },
  template: `
    <div class="mb-spread">
      <p>
        <strong>Import a catalogue</strong>
        <span class="mb-muted">as CSV: artist, release, UPC, track, ISRC</span>
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
    @if (received()) {
      <p class="received" role="status"><mb-icon name="check" />Received. Its tracks appear below as they are read.</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.6rem;
    }

    .received {
      display: flex;
      gap: 0.4rem;
      align-items: center;
      color: var(--mb-good);
    }
  `,
})
export class CatalogImport {
  private readonly api = inject(ApiClient);
  readonly imported = output();
  readonly percent = signal<number | null>(null);
  readonly problem = signal<Problem | null>(null);
  readonly received = signal(false);

  send(file: File | undefined): void {
    if (file === undefined) return;
    this.problem.set(null);
    this.received.set(false);
    this.percent.set(1);
    this.api.upload<{ id: string }>('catalog/imports', file).subscribe({
      next: (event) => {
        if (event.state === 'sending') this.percent.set(Math.max(1, Math.round((100 * event.sent) / event.total)));
        else this.received.set(true);
      },
      error: (error: unknown) => {
        this.percent.set(null);
        this.problem.set(toProblem(error));
      },
      complete: () => {
        this.percent.set(null);
        this.imported.emit();
      },
    });
  }
}
