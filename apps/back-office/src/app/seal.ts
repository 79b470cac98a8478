import { ChangeDetectionStrategy, Component, computed, DestroyRef, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { apiResource, groupDigits, Icon, Session, type CheckpointDto } from '@max/web';

const EVERY_MINUTE = 60_000;

/** Up to which event the log is sealed: at the top of every page, for it is what this product promises. */
@Component({
  selector: 'bo-seal',
  imports: [Icon, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (size(); as size) {
      @if (session.can('read', 'AuditEvent')) {
        <a routerLink="/audit"><mb-icon name="lock" />Sealed up to event {{ size }}</a>
      } @else {
        <span><mb-icon name="lock" />Sealed up to event {{ size }}</span>
      }
    }
  `,
  styles: `
    :host {
      display: flex;
    }

    a,
    span {
      display: inline-flex;
      align-items: center;
      gap: 0.4rem;
      color: var(--mb-text-muted);
      font-size: 0.8rem;
      font-variant-numeric: tabular-nums;
      text-decoration: none;
    }

    a:hover {
      color: var(--mb-text);
    }

    mb-icon {
      color: var(--mb-good);
      font-size: 0.85rem;
    }

    @media (width < 600px) {
      :host {
        display: none;
      }
    }
  `,
})
export class Seal {
  readonly session = inject(Session);
  private readonly checkpoint = apiResource<CheckpointDto>(() =>
    this.session.can('read', 'Checkpoint') ? 'audit/checkpoints/latest' : undefined,
  );
  readonly size = computed(() =>
    this.checkpoint.hasValue() ? groupDigits(String(this.checkpoint.value().size)) : null,
  );

  constructor() {
    const timer = setInterval(() => this.checkpoint.reload(), EVERY_MINUTE);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }
}
