import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { RouterLink } from '@angular/router';
import { ApiClient, Field, FORMAT_LABELS, Icon, PageHeader, ProblemDisplay } from '@max/web';

import { Upload } from './upload';

const MEGABYTE = 1024 * 1024;

@Component({
  selector: 'mb-upload-page',
  imports: [Field, Icon, MatButtonModule, MatProgressBarModule, PageHeader, ProblemDisplay, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  templateUrl: './upload-page.component.html',
  styleUrl: './upload-page.scss',
})
export class UploadPage {
  private readonly api = inject(ApiClient);
  readonly formats = Object.entries(FORMAT_LABELS);
  /** From the address: the booked statement that the next file replaces. */
  readonly corrects = input<string>();
  readonly uploads = signal<readonly Upload[]>([]);
  readonly over = signal(false);
  private running: Promise<void> = Promise.resolve();

  readonly finished = computed(
    () => this.uploads().filter((u) => !['waiting', 'sending'].includes(u.state().state)).length,
  );

  /** One after the other: a report of several gigabytes should not share the line. */
  add(files: FileList | readonly File[] | null | undefined, format: string): void {
    const added = Array.from(files ?? []).map((file) => new Upload(file));
    this.uploads.update((before) => [...before, ...added]);
    for (const upload of added)
      this.running = this.running.then(() => upload.send(this.api, { format, corrects: this.corrects() }));
  }

  drop(event: DragEvent, format: string): void {
    event.preventDefault();
    this.over.set(false);
    this.add(event.dataTransfer?.files, format);
  }

  size(bytes: number): string {
    return bytes < MEGABYTE ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / MEGABYTE).toFixed(1)} MB`;
  }
}
