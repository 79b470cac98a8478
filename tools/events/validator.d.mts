export function eventValidator(options?: {
  anyIds?: boolean;
}): (event: { readonly type: string; readonly data: object; readonly metadata?: object }) => string[];
