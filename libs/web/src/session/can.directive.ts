import { Directive, effect, inject, input, TemplateRef, ViewContainerRef } from '@angular/core';
import type { Action } from '@max/identity/contracts';

import { Session } from './session';

/** `<button *mbCan="'book'; a: 'Statement'">`: there for those who may, not there (nor greyed) for the others. */
@Directive({ selector: '[mbCan]' })
export class CanDirective {
  readonly action = input.required<Action>({ alias: 'mbCan' });
  readonly kind = input.required<string>({ alias: 'mbCanA' });
  readonly fields = input<Record<string, unknown> | undefined>(undefined, { alias: 'mbCanWith' });

  constructor() {
    const session = inject(Session);
    const view = inject(ViewContainerRef);
    const template = inject<TemplateRef<unknown>>(TemplateRef);
    effect(() => {
      const may = session.can(this.action(), this.kind(), this.fields());
      if (may && view.length === 0) view.createEmbeddedView(template);
      if (!may) view.clear();
    });
  }
}
