import { ChangeDetectionStrategy, Component, computed } from '@angular/core';
import { apiResource } from '../api/api-client';
import { Icon } from '../icon/icon';
import { Code } from '../identifiers/code';
import { groupDigits } from '../table/column';
import { isObject, textAt } from './json';

/** The newest signed checkpoint: up to where the log is sealed. */
@Component({
  selector: 'mb-checkpoint-note',
  imports: [Code, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (shown(); as c) {
      <p>
        <mb-icon name="lock" />
        <span
          >Sealed up to event <strong class="mb-num">{{ c.size }}</strong></span
        >
        <span class="root">root <mb-code [value]="c.root" [short]="true" /></span>
      </p>
    }
  `,
  styles: `
    p {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.35rem 0.75rem;
    }

    mb-icon {
      color: var(--mb-good);
    }

    .root {
      color: var(--mb-text-muted);
    }
  `,
})
export class CheckpointNote {
  private readonly checkpoint = apiResource<unknown>(() => 'audit/checkpoints/latest');
  readonly shown = computed(() => {
    const value = this.checkpoint.hasValue() ? this.checkpoint.value() : null;
    const root = textAt(value, 'rootHash') ?? textAt(value, 'root');
    if (!isObject(value) || root === null) return null;
    const size = value['treeSize'] ?? value['size'];
    return { size: groupDigits(String(size)), root };
  });
}
