import { inject, Injectable } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

import { AskDialog, type Question } from './ask-dialog';

/** Asks before what can't be undone. Answers what was typed ('' where nothing is asked for), or null when they'd rather not. */
@Injectable({ providedIn: 'root' })
export class Ask {
  private readonly dialog = inject(MatDialog);

  async for(question: Question): Promise<string | null> {
    const ref = this.dialog.open<AskDialog, Question, string>(AskDialog, {
      data: question,
      width: '30rem',
      maxWidth: 'calc(100vw - 2rem)',
      autoFocus: 'first-tabbable',
    });
    return (await firstValueFrom(ref.afterClosed(), { defaultValue: undefined })) ?? null;
  }
}
