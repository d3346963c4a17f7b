/** What data may be processed for, and the letter that stands for it in Shopify's cookie. */
export const purposes = { analytics: 'a', marketing: 'm', preferences: 'p', sale_of_data: 's' } as const;

export type Purpose = keyof typeof purposes;
