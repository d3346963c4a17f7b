import type { DeclaredAttribute } from '../../understand/attributes/declared.ts';

export type AddedView =
  | { state: 'added' | 'known'; contact: string }
  /** the person asked not to be kept */
  | { state: 'erased' }
  /** attributes that cannot hold what was written */
  | { state: 'wrong'; attributes: string[] };

export interface NewContactPages {
  /** what may be told of somebody besides her name */
  attributes(shop: string): Promise<DeclaredAttribute[]>;
  /** @returns the contact that was added, or that was there already */
  add(
    shop: string,
    told: {
      email: string;
      firstName: string;
      lastName: string;
      tags: string;
      consentNote: string;
      attributes: Record<string, string>;
    },
  ): Promise<AddedView>;
}
