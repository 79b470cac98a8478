import { ChangeDetectionStrategy, Component } from '@angular/core';
import { CheckpointNote, Icon } from '@max/web';

/** Up to where the record is sealed. */
@Component({
  selector: 'bo-sealed-card',
  imports: [CheckpointNote, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-card mb-pad mb-stack' },
  template: `
    <h2><mb-icon name="proof" />The record</h2>
    <mb-checkpoint-note />
    <p class="mb-muted">
      Every decision is a leaf of a signed tree: whoever changes one, the operator included, is found out.
    </p>
  `,
  styles: `
    h2 {
      display: flex;
      align-items: center;
      gap: 0.5rem;
    }
  `,
})
export class SealedCard {}
