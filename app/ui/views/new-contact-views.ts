export interface NewContactPages {
  /** @returns the contact that was added, or that was there already; null when the person asked not to be kept */
  add(
    shop: string,
    told: { email: string; firstName: string; lastName: string; tags: string; consentNote: string },
  ): Promise<{ contact: string; isNew: boolean } | null>;
}
