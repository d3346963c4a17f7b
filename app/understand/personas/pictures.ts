/** The pictures that come with Sandmill, by name; a persona may have a web address instead. */
export const PICTURES = ['sun', 'heart', 'basket', 'compass', 'gem', 'leaf'] as const;
export type Picture = (typeof PICTURES)[number];
