import { Directive, effect, inject, input, TemplateRef, ViewContainerRef } from '@angular/core';
import type { Action } from '@max/identity/contracts';

import { Session } from './session';

/** `<button *mbCan="'book'; a: 'Statement'">`: there for those who may, not there (nor greyed) for the others. */
@Directive({ selector: '[mbCan]' })
export class CanDirective {
  readonly mbCan = input.required<Action>();
  readonly mbCanA = input.required<string>();
  /** The thing's fields, where the ability depends on them. */
  readonly mbCanWith = input<Record<string, unknown>>();

  constructor() {
    const session = inject(Session);
    const view = inject(ViewContainerRef);
    const template = inject<TemplateRef<unknown>>(TemplateRef);
    effect(() => {
      const may = session.can(this.mbCan(), this.mbCanA(), this.mbCanWith());
      if (may && view.length === 0) view.createEmbeddedView(template);
      if (!may) view.clear();
    });
  }
}
