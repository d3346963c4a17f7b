import { describe, expect, it } from 'vitest';
import { compileDocument } from './compile.server.ts';
import { BRAND } from './documents-in-test.ts';
import { importDesign, sayRefusal } from './import-design.server.ts';

async function read(source: string) {
  const imported = await importDesign(source, 'en');
  if (imported.kind !== 'read') throw new Error(imported.code);
  const [block, ...rest] = imported.document.blocks;
  if (block?.kind !== 'html') throw new Error('no html');
  return { document: imported.document, block, rest };
}

const refused = async (source: string) => {
  const imported = await importDesign(source, 'en');
  return imported.kind === 'refused' ? imported : null;
};

describe('a mail that was designed elsewhere', () => {
  it('is brought in as HTML, with its styles, and without what could harm', async () => {
    const { document, block, rest } = await read(`<html><head><title>Hi *|FNAME|*</title>
      <style>.a { color: red } @import url(https://evil.test/x.css);</style></head>
      <body onload="x()"><table width="600"><tr><td class="a" style="color:red" onclick="x()">Hello *|FNAME|*
      <a href="javascript:alert(1)">bad</a> <a href="https://x.test/?a={{ contact.email | url_encode }}">good</a>
      <img src="https://x.test/p.jpg" alt="A hat"><script>alert(1)</script><form><input name="a"></form>
      <iframe src="https://evil.test"></iframe></td></tr></table><a href="*|UNSUB|*">Bye</a></body></html>`);
    expect(document.subject).toBe('Hi {{ contact.first_name }}');
    expect(block.html).toContain('Hello {{ contact.first_name }}');
    expect(block.html).toContain('https://x.test/?a={{ contact.email | url_encode }}');
    expect(block.html).toContain('style="color:red"');
    expect(block.css).toBe('.a { color: red }');
    expect(block.html).not.toMatch(/script|onload|onclick|<form|<input|iframe|javascript/);
    // it has a way out of its own
    expect(rest).toEqual([]);
    const compiled = await compileDocument(document, BRAND);
    expect(compiled.faults).toEqual([]);
    expect(compiled.html).toContain('.a { color: red }');
  });

  it('is brought in as MJML, with Liquid in texts and addresses', async () => {
    const { document, block, rest } =
      await read(`<mjml><mj-head><mj-title>Sale</mj-title></mj-head><mj-body><mj-section><mj-column>
      <mj-text>Hi {{ contact.first_name | default: "you" }}</mj-text><mj-button href="https://x.test/{{ contact.city | url_encode }}">Go</mj-button>
      </mj-column></mj-section></mj-body></mjml>`);
    expect(document.subject).toBe('Sale');
    expect(block.html).toContain('{{ contact.first_name | default: "you" }}');
    expect(block.html).toContain('https://x.test/{{ contact.city | url_encode }}');
    expect(block.css).toContain('mj-column-per-100');
    expect(rest.map(({ kind }) => kind)).toEqual(['footer']);
    expect((await compileDocument(document, BRAND)).faults).toEqual([]);
  });

  it.each([
    ['empty', '   '],
    ['empty', '<html><body><script>1</script></body></html>'],
    ['embedded_picture', `<img src="data:image/png;base64,${'A'.repeat(20_000_000)}">`],
    ['too_large', `<p>${'word '.repeat(120_000)}</p>`],
    ['too_large', `<p>${'word '.repeat(45_000)}</p>`],
    ['includes', '<mjml><mj-body><mj-include path="/etc/passwd" /></mj-body></mjml>'],
    ['not_mjml', '<mjml><mj-body><mj-nope /></mj-body></mjml>'],
    ['not_mjml', '<mjml><mj-head></mj-head></mjml>'],
  ])('is refused as %s, in a sentence', async (code, source) => {
    const refusal = await refused(source);
    expect(refusal?.code).toBe(code);
    for (const locale of ['en', 'it'] as const) {
      const sentence = sayRefusal(refusal ?? { code: 'empty' }, locale);
      expect(sentence).toMatch(/\.$/);
      expect(sentence).not.toMatch(/\{|\/(home|work|tmp)\//);
    }
  });

  it('is told where its Liquid is broken, once it is looked at', async () => {
    const { document } = await read(
      '<p>Hi {{ contact.first_name | nope }} {% if %}</p><a href="{{ unsubscribe_url }}">x</a>',
    );
    const { faults } = await compileDocument({ ...document, subject: 'Hi' }, BRAND);
    expect(faults.map(({ code, block }) => `${code} ${block}`)).toEqual(['broken_liquid html']);
  });
});
