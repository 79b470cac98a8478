import { ChangeDetectionStrategy, Component } from '@angular/core';
import { Shell } from '@max/web';

import { NAVIGATION } from './navigation';

@Component({
  selector: 'bo-frame',
  imports: [Shell],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<mb-shell [sections]="navigation" />`,
})
export class Frame {
  readonly navigation = NAVIGATION;
}
