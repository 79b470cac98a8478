import { ChangeDetectionStrategy, Component } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { EmptyState } from '../state/empty-state';

@Component({
  selector: 'mb-not-allowed-page',
  imports: [EmptyState, MatButtonModule, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h1 class="mb-visually-hidden">Not for your role</h1>
    <mb-empty
      icon="lock"
      heading="This page is not for your role"
      detail="What you may see follows from the roles you were given. An administrator can change them."
    >
      <a mat-stroked-button routerLink="/">To the start</a>
    </mb-empty>
  `,
})
export class NotAllowedPage {}

@Component({
  selector: 'mb-not-found-page',
  imports: [EmptyState, MatButtonModule, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h1 class="mb-visually-hidden">No such page</h1>
    <mb-empty heading="There is no such page" detail="The address may be mistyped, or the link may be old.">
      <a mat-stroked-button routerLink="/">To the start</a>
    </mb-empty>
  `,
})
export class NotFoundPage {}
