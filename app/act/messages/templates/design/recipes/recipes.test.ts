import { describe, expect, it } from 'vitest';
import { MAIL_LOCALES } from '../../words.ts';
import { blankDocument } from '../blank.ts';
import { compileDocument } from '../compile.server.ts';
import { BRAND } from '../documents-in-test.ts';
import { documentOf, freshOf, RECIPES } from './recipes.ts';

describe('the starting templates', () => {
  it('are at least 24, each named once', () => {
    expect(RECIPES.length).toBeGreaterThanOrEqual(24);
    expect(new Set(RECIPES.map(({ id }) => id)).size).toBe(RECIPES.length);
  });

  it.each(RECIPES.map(({ id }) => id))(
    '%s has the same blocks in both languages, in words of its own, and nothing to mend',
    async (id) => {
      const [en, it] = MAIL_LOCALES.map((locale) => documentOf(id, locale));
      if (!en || !it) throw new Error(`no template ${id}`);
      expect(it.blocks.map((block) => block.id)).toEqual(en.blocks.map((block) => block.id));
      expect(it.subject).not.toBe(en.subject);
      for (const document of [en, it]) {
        const { faults, html } = await compileDocument(document, BRAND);
        // what is to be picked is the merchant's
        expect(faults.filter(({ code }) => code !== 'nothing_picked')).toEqual([]);
        expect(html.length).toBeLessThan(40_000);
        expect(JSON.stringify(document)).not.toMatch(/lorem|xxx|todo/i);
      }
    },
  );

  it('count down to a day that is still to come, whenever one begins with them', () => {
    const of = (now: string) =>
      freshOf('last-day', 'en', Date.parse(now))?.blocks.find(({ kind }) => kind === 'countdown');
    expect(of('2029-12-30T12:00:00Z')).toMatchObject({ until: '2030-01-02T23:59' });
    expect(freshOf('no-such-template', 'en', 0)).toBeNull();
  });

  it('are not all that there is: one may begin with nothing', async () => {
    for (const locale of MAIL_LOCALES) {
      const { faults } = await compileDocument(blankDocument(locale), BRAND);
      expect(faults.map(({ code }) => code)).toEqual(['no_subject']);
    }
    expect(documentOf('no-such-template', 'en')).toBeNull();
  });
});
