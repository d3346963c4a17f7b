/** A sentence that the server wrote, in each language of the admin. */
export type Told = Record<'en' | 'it', string>;

/** What the merchant wrote, as it is; or what we wrote, in each language. */
export type Words = string | Told;

/** What stands in a sentence. */
export type Values = Record<string, string | number | Told>;
