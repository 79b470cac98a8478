import { computed, inject, Injectable, signal } from '@angular/core';
import { createMongoAbility, subject } from '@casl/ability';
import type { Action, AppAbility, AppRule, SignedInUser } from '@max/identity/contracts';
import { firstValueFrom } from 'rxjs';

import { ApiClient } from '../api/api-client';
import { toProblem } from '../api/problem';

export interface Me {
  readonly user: SignedInUser;
  readonly abilities: AppRule[];
}

type SessionState =
  | { readonly status: 'unknown' }
  | { readonly status: 'signed-out'; readonly expired: boolean }
  | { readonly status: 'signed-in'; readonly me: Me };

/** Who is signed in, and what they may do. The abilities are the server's own rules: what it would refuse isn't shown. */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly api = inject(ApiClient);
  private readonly state = signal<SessionState>({ status: 'unknown' });

  readonly user = computed(() => {
    const state = this.state();
    return state.status === 'signed-in' ? state.me.user : null;
  });
  readonly expired = computed(() => {
    const state = this.state();
    return state.status === 'signed-out' && state.expired;
  });
  private readonly ability = computed<AppAbility>(() => {
    const state = this.state();
    return createMongoAbility<AppAbility>(state.status === 'signed-in' ? state.me.abilities : []);
  });

  /** May this person do it: to some of the kind, or, given the thing's fields, to this very one? */
  can(action: Action, kind: string, fields?: Record<string, unknown>): boolean {
    return this.ability().can(action, fields === undefined ? kind : subject(kind, { ...fields }));
  }

  /** Asks the server once; afterwards the answer is known. @throws HttpErrorResponse when it can't say */
  async load(): Promise<SignedInUser | null> {
    if (this.state().status !== 'unknown') return this.user();
    try {
      this.state.set({ status: 'signed-in', me: await firstValueFrom(this.api.getDirect<Me>('auth/me')) });
    } catch (error) {
      if (toProblem(error).status !== 401) throw error;
      this.state.set({ status: 'signed-out', expired: false });
    }
    return this.user();
  }

  /** @throws HttpErrorResponse with the problem (wrong password, locked out) */
  async signIn(email: string, password: string): Promise<SignedInUser> {
    const me = await firstValueFrom(this.api.post<Me>('auth/login', { email, password }));
    this.state.set({ status: 'signed-in', me });
    return me.user;
  }

  async signOut(): Promise<void> {
    await firstValueFrom(this.api.post('auth/logout'));
    this.state.set({ status: 'signed-out', expired: false });
  }

  /** The server said 401 in the middle of work. */
  expire(): void {
    if (this.state().status === 'signed-in') this.state.set({ status: 'signed-out', expired: true });
  }
}
