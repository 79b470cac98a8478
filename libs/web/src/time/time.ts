import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** `22 Nov 2026`; what is no date is shown as it came. */
export const dateText = (iso: string): string => {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : DATE.format(at);
};

/** `22 Nov 2026, 14:05 UTC`: records are kept in UTC and say so. */
export const timeText = (iso: string): string => {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : `${DATE.format(at)}, ${CLOCK.format(at)} UTC`;
};

/** `22 Nov 2026, 14:05`, where the heading says that it is UTC. */
export const timeInUtcColumn = (iso: string): string => timeText(iso).replace(/ UTC$/, '');

/** `2026-09` or `2026-09-01` as `Sept 2026`. */
export const monthText = (iso: string): string => {
  const at = new Date(iso.length === 7 ? `${iso}-01` : iso);
  return Number.isNaN(at.getTime()) ? iso : MONTH.format(at);
};

/** A moment, in UTC, with the exact one in its title. */
@Component({
  selector: 'mb-time',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<time class="mb-num" [attr.datetime]="at()" [title]="at()">{{ text() }}</time>`,
  styles: `
    :host {
      white-space: nowrap;
    }
  `,
})
export class TimeText {
  readonly at = input.required<string>();
  readonly show = input<'time' | 'cell' | 'date' | 'month'>('time');
  readonly text = computed(() => {
    const format = { time: timeText, cell: timeInUtcColumn, date: dateText, month: monthText }[this.show()];
    return format(this.at());
  });
}
