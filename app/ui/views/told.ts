/** A sentence that the server wrote, in each language of the admin. */
export type Told = Record<'en' | 'it', string>;
