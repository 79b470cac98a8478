import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

export type Tone = 'good' | 'attention' | 'bad' | 'info' | 'neutral';

/** What a state is called and how it should feel; told by the words, the colour only helps. */
export interface StatusLook {
  readonly label: string;
  readonly tone: Tone;
  /** Still changing by itself: the dot breathes. */
  readonly moving?: boolean;
}

export const STATUS_LOOKS: Readonly<Record<string, StatusLook>> = {
  received: { label: 'Received', tone: 'info', moving: true },
  parsing: { label: 'Reading', tone: 'info', moving: true },
  'needs-attention': { label: 'Needs attention', tone: 'attention' },
  parsed: { label: 'Ready to book', tone: 'info' },
  booking: { label: 'Booking', tone: 'info', moving: true },
  booked: { label: 'Booked', tone: 'good' },
  rejected: { label: 'Rejected', tone: 'bad' },
  superseded: { label: 'Replaced', tone: 'neutral' },
  draft: { label: 'Draft', tone: 'neutral' },
  submitted: { label: 'Waiting for approval', tone: 'attention' },
  approved: { label: 'Approved', tone: 'good' },
  pending: { label: 'Pending', tone: 'neutral', moving: true },
  'in-transit': { label: 'On its way', tone: 'info', moving: true },
  paid: { label: 'Paid', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
  returned: { label: 'Returned', tone: 'bad' },
  unknown: { label: 'Being clarified', tone: 'attention', moving: true },
  skipped: { label: 'Not paid', tone: 'neutral' },
  requested: { label: 'Being made', tone: 'info', moving: true },
  building: { label: 'Being made', tone: 'info', moving: true },
  built: { label: 'Ready', tone: 'good' },
  ready: { label: 'Ready', tone: 'good' },
  finished: { label: 'Finished', tone: 'good' },
};

export const statusLook = (status: string): StatusLook => STATUS_LOOKS[status] ?? { label: status, tone: 'neutral' };

@Component({
  selector: 'mb-status',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[class]': 'look().tone', '[class.moving]': 'look().moving === true' },
  template: `<span class="dot" aria-hidden="true"></span>{{ look().label }}`,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 0.4rem;
      padding: 0.1rem 0.55rem 0.1rem 0.45rem;
      border-radius: 99px;
      background: var(--soft);
      color: var(--ink);
      font-size: 0.78rem;
      font-weight: 560;
      line-height: 1.35rem;
      white-space: nowrap;
    }

    :host(.good) {
      --soft: var(--mb-good-soft);
      --ink: var(--mb-good);
    }

    :host(.attention) {
      --soft: var(--mb-attention-soft);
      --ink: var(--mb-attention);
    }

    :host(.bad) {
      --soft: var(--mb-bad-soft);
      --ink: var(--mb-bad);
    }

    :host(.info) {
      --soft: var(--mb-info-soft);
      --ink: var(--mb-info);
    }

    :host(.neutral) {
      --soft: var(--mb-neutral-soft);
      --ink: var(--mb-neutral);
    }

    .dot {
      width: 0.45rem;
      height: 0.45rem;
      border-radius: 50%;
      background: currentcolor;
    }

    :host(.moving) .dot {
      animation: breathe 1.4s ease-in-out infinite;
    }

    @keyframes breathe {
      50% {
        opacity: 0.25;
      }
    }
  `,
})
export class StatusChip {
  readonly status = input.required<string>();
  readonly look = computed(() => statusLook(this.status()));
}
