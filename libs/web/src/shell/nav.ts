import type { Action } from '@max/identity/contracts';

import type { IconName } from '../icon/paths';

/** A way to a page, there only for who may take it. */
export interface NavItem {
  readonly label: string;
  readonly path: string;
  readonly icon: IconName;
  readonly needs?: { readonly action: Action; readonly kind: string };
}

export interface NavSection {
  readonly label: string;
  readonly items: readonly NavItem[];
}
