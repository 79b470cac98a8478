import { ChangeDetectionStrategy, Component } from '@angular/core';
import { Shell } from '@max/web';

import { NAVIGATION } from './navigation';
import { Seal } from './seal';

@Component({
  selector: 'bo-frame',
  imports: [Seal, Shell],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<mb-shell [sections]="navigation"><bo-seal /></mb-shell>`,
})
export class Frame {
  readonly navigation = NAVIGATION;
}
