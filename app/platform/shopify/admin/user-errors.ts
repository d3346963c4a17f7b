export interface UserError {
  code?: string | null;
  field?: readonly string[] | null;
  message: string;
}

/** A mutation was understood and not done; Shopify's own words say why. */
export class UserErrors extends Error {
  override name = 'UserErrors';
  readonly errors: readonly UserError[];

  constructor(errors: readonly UserError[]) {
    super(errors.map((error) => error.message).join('; '));
    this.errors = errors;
  }

  has(code: string): boolean {
    return this.errors.some((error) => error.code === code);
  }
}

/** @throws UserErrors when there are any */
export function requireDone(payload: { userErrors: readonly UserError[] } | null): void {
  if (payload && payload.userErrors.length > 0) throw new UserErrors(payload.userErrors);
}
