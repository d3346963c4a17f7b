import { createContext, useContext } from 'react';
import type { LiquidField, MailBlog, MailLocale } from '../views/template-views.ts';

/** What every field of the editor may ask of the mail that it belongs to. */
export interface MailContext {
  fields: readonly LiquidField[];
  blogs: readonly MailBlog[];
  /** the language of the mail, not of the page */
  locale: MailLocale;
}

export const Mail = createContext<MailContext>({ fields: [], blogs: [], locale: 'en' });
export const useMail = () => useContext(Mail);
