import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brandSchema } from '../../../../shop/settings/brand.ts';
import { contrast, luminance, READABLE } from './colours.ts';
import { compileDocument } from './compile.server.ts';
import { openDesign } from './design.ts';
import { BRAND, documentWith, FOOTER, rendered } from './documents-in-test.ts';
import type { TemplateDocument } from './document.ts';

const codes = async (document: TemplateDocument, brand = BRAND) =>
  (await compileDocument(document, brand)).faults.map(({ code, block }) => `${code} ${block}`);

const EVERYBODY = { version: 1 as const, when: { type: 'all' as const, of: [] } };

describe('a designed mail', () => {
  it('shows what its blocks say, in HTML and as text', async () => {
    const mail = await rendered(
      documentWith([
        { id: 'h', kind: 'heading', text: 'Hi {{ contact.first_name | default: "you" }} & all' },
        { id: 't', kind: 'text', html: '<p>Some <b>bold</b> <a href="https://a.test/?x=1&amp;y=2">link</a></p>' },
        { id: 'b', kind: 'button', text: 'Go', href: '{{ shop.url }}/sale?a=1&b=2' },
        { id: 'i', kind: 'image', src: 'https://a.test/p.jpg', alt: 'A "red" hat', href: 'https://a.test/hat' },
        { id: 'k', kind: 'coupon', code: 'SAVE10' },
      ]),
      {
        contact: { first_name: 'Ada' },
        shop: { name: 'Corner & Sons', url: 'https://corner.test', host: 'corner.test' },
      },
    );
    expect(mail.faults).toEqual([]);
    expect(mail.html).toContain('Hi Ada &amp; all');
    expect(mail.html).toContain('<strong>bold</strong>');
    expect(mail.html).toContain('href="https://a.test/?x=1&amp;y=2"');
    expect(mail.html).toContain('href="https://corner.test/sale?a=1&amp;b=2"');
    expect(mail.html).toContain('alt="A &quot;red&quot; hat"');
    expect(mail.html).toContain('href="https://app.test/u"');
    expect(mail.html).not.toMatch(/\{\{|\{%|[\uE000-\uE008]/);
    expect(mail.text).toContain('Hi Ada & all');
    expect(mail.text).toContain('link (https://a.test/?x=1&y=2)');
    expect(mail.text).toContain('Go:\nhttps://corner.test/sale?a=1&b=2');
    expect(mail.text).toContain('Unsubscribe: https://app.test/u');
    expect(mail.text).toContain('Via Roma 1, Bologna');
    expect(mail.text).not.toMatch(/[<]|&amp;|\{\{/);
  });

  it('leaves out, with its room, what a condition does not show', async () => {
    const document = documentWith([
      { id: 'a-1', kind: 'text', html: '<p>First</p>', condition: EVERYBODY },
      {
        id: 'c',
        kind: 'columns',
        condition: EVERYBODY,
        widths: [50, 50],
        columns: [[{ id: 'in', kind: 'text', html: '<p>Inside</p>', condition: EVERYBODY }], []],
      },
    ]);
    const all = await rendered(document, {
      blocks: { 'a-1': { shown: true }, c: { shown: true }, in: { shown: true } },
    });
    expect([all.html.includes('First'), all.html.includes('Inside'), all.text.includes('Inside')]).toEqual([
      true,
      true,
      true,
    ]);
    const some = await rendered(document, {
      blocks: { 'a-1': { shown: false }, c: { shown: true }, in: { shown: false } },
    });
    expect([some.html.includes('First'), some.html.includes('Inside'), some.text.includes('Inside')]).toEqual([
      false,
      false,
      false,
    ]);
    expect(some.text).toMatch(/^--\n/);
  });

  it('runs nothing that somebody wrote of herself', async () => {
    const name = '"><script>alert(1)</script>{{ shop.name }}\uE0060\uE007https://evil.test\uE008';
    const mail = await rendered(
      documentWith([
        { id: 'h', kind: 'heading', text: 'Hi {{ contact.first_name }}' },
        {
          id: 'b',
          kind: 'button',
          text: '{{ contact.first_name }}',
          href: 'https://a.test/?n={{ contact.first_name | url_encode }}',
        },
        { id: 'i', kind: 'image', src: 'https://a.test/x.png', alt: '{{ contact.first_name }}' },
      ]),
      { contact: { first_name: name }, shop: { name: 'SHOP-NAME' } },
    );
    expect(mail.html).not.toContain('<script>');
    expect(mail.html).toContain('&lt;script&gt;');
    expect(mail.html).toContain('{{ shop.name }}');
  });

  it('takes out of rich text what is no text', async () => {
    const { html } = await rendered(
      documentWith([
        {
          id: 't',
          kind: 'text',
          html: '<p onclick="x()" style="position:fixed">Hi<img src=x onerror=alert(1)><iframe src="https://evil.test"></iframe><a href="javascript:alert(1)">a</a></p><style>*{display:none}</style><svg><script>1</script></svg>',
        },
      ]),
    );
    expect(html).not.toMatch(/onclick|position:fixed|onerror|iframe|javascript:|svg|display:none\}/);
  });

  it('keeps a subject on one line', async () => {
    const { subject } = await rendered(documentWith([], { subject: 'Hi {{ contact.first_name }}' }), {
      contact: { first_name: 'Ada\r\nBcc: all@evil.test' },
    });
    expect(subject).toBe('Hi Ada Bcc: all@evil.test');
  });

  it('keeps out of the prototype, of files, and of endless loops', async () => {
    const { html } = await rendered(
      documentWith([
        {
          id: 't',
          kind: 'text',
          html: '<p>[{{ contact.constructor }}{{ contact.__proto__ }}{{ contact.first_name.constructor.name }}]</p>',
        },
      ]),
      { contact: { first_name: 'Ada' } },
    );
    expect(html).toContain('[]');
    const bombs = [
      '{% for i in (1..100000000) %}x{% endfor %}',
      '{% assign a = "x" %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}{{ a }}',
      '{% include "/etc/passwd" %}',
      '{% render "x" %}',
      '{{ contact.first_name | raw }}',
      '{% if %}',
      '{{ contact.first_name | nope }}',
      '{% for %}',
    ];
    for (const bomb of bombs) {
      expect(await codes(documentWith([{ id: 't', kind: 'heading', text: bomb }]))).toContain('broken_liquid t');
    }
  });

  it('shows broken Liquid as it was typed, and the rest of the mail', async () => {
    const mail = await rendered(
      documentWith([
        { id: 'x', kind: 'heading', text: 'Hi {{ oops' },
        { id: 'y', kind: 'heading', text: 'And {% endif %}' },
        { id: 't', kind: 'text', html: '<p>Fine</p>' },
      ]),
    );
    expect(mail.html).toContain('Fine');
    expect(mail.html).toContain('oops');
    expect(mail.faults.map(({ code, block }) => [code, block])).toEqual([
      ['broken_liquid', 'x'],
      ['broken_liquid', 'y'],
    ]);
  });

  it('reads Liquid that an editor of rich text has escaped', async () => {
    const { html } = await rendered(
      documentWith([
        {
          id: 't',
          kind: 'text',
          html: '<p>{% if contact.orders &gt; 2 %}many{% else %}few{% endif %} {{ contact.first_name | default: &quot;x&quot; }}</p>',
        },
      ]),
      { contact: { orders: 3 } },
    );
    expect(html).toContain('many x');
  });

  it('cannot be published with Liquid half written in a style or in the brand, and nothing of a brand is run', async () => {
    const html = '<p>Hi</p><a href="{{ unsubscribe_url }}">x</a>';
    const styled = documentWith([{ id: 'z', kind: 'html', html, css: 'p{color:red} a{b:"{{ oops"}' }]);
    expect(await codes(styled)).toContain('broken_liquid z');
    const brand = brandSchema.parse({
      address: 'Via {{ Roma 1',
      logo: { url: 'https://a.test/{%l.png', alt: 'Corner {{ shop.name' },
      social: [{ network: 'x', url: 'https://x.com/{{corner' }],
    });
    const document = documentWith([{ id: 's', kind: 'social' }]);
    const compiled = await compileDocument(document, brand);
    expect(compiled.faults).toEqual([]);
    expect(() => openDesign({ ...compiled, document })).not.toThrow();
    expect(compiled.html).toContain('https://x.com/%7B%7Bcorner');
  });

  it('carries its own text where a merchant wrote one, with its links marked and a way out', async () => {
    const { text } = await rendered(
      documentWith([{ id: 'b', kind: 'button', text: 'Go', href: 'https://a.test/x' }], {
        text: 'Mine: https://a.test/x and {{ shop.url }}.',
      }),
      { shop: { url: 'https://corner.test' } },
    );
    expect(text).toBe('Mine: https://a.test/x and https://corner.test.\n\n--\nUnsubscribe: https://app.test/u\n');
  });

  it('does not glare in the dark: of a pale ground a hint is left, and what stands on it can be read', async () => {
    const on = (ground: string) =>
      documentWith([
        { id: 'a', kind: 'text' as const, html: '<p>Hello <a href="https://a.example">you</a></p>', ground },
      ]);
    const night = (html: string, selector: string, rule: string) =>
      new RegExp(`\\.${selector}[^{]*\\{ ${rule}: (#[0-9a-f]{6}) !important`).exec(html)?.[1] ?? '';
    const { html } = await compileDocument(on('#f9e8ec'), BRAND);
    const ground = night(html, 'nf9e8ec', 'background');
    expect(luminance(ground)).toBeLessThan(0.1);
    expect(contrast(night(html, 'nf9e8ec \\.gt', 'color'), ground)).toBeGreaterThan(READABLE);
    expect(contrast(night(html, 'nf9e8ec \\.gl', 'color'), ground)).toBeGreaterThan(READABLE);
    // one that is dark by day stays as it is
    expect((await compileDocument(on('#22262b'), BRAND)).html).not.toContain('.n22262b');
  });

  it('is laid out whatever is written in it', async () => {
    const liquid = fc.constantFrom(
      '{{ contact.first_name }}',
      '{% if x %}a{% endif %}',
      '{{',
      '%}',
      '{% for',
      '{{ "<b>" }}',
      "'",
      '"',
      '<',
      '&',
      '\uE006',
      '\uE0000\uE001',
      ']]>',
      '-->',
      '</mj-text>',
    );
    const written = fc
      .array(fc.oneof(liquid, fc.string({ maxLength: 12 })), { maxLength: 6 })
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(written, written, written, async (line, html, href) => {
        const mail = await rendered(
          documentWith(
            [
              { id: 'h', kind: 'heading', text: line },
              { id: 't', kind: 'text', html: `<p>${html}</p>` },
              { id: 'b', kind: 'button', text: line, href },
              { id: 'z', kind: 'text', html: '<p>THE-END</p>' },
            ],
            { subject: line, preheader: line },
          ),
          { contact: { first_name: '<Ada>' } },
        );
        expect(mail.faults.map(({ code }) => code)).not.toContain('not_laid_out');
        expect(mail.html).toContain('THE-END');
        expect(mail.html).not.toMatch(/[\uE000\uE001]|<Ada>/);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a picture that Shopify keeps', () => {
  it('is asked for at twice the width at which it is shown', async () => {
    const kept = 'https://cdn.shopify.com/s/files/1/files/mill.jpg?v=1';
    const image = (id: string, src: string, width: number) => ({
      id,
      kind: 'image' as const,
      src,
      alt: 'A mill',
      width,
    });
    const { html } = await rendered(
      documentWith([image('a', kept, 100), image('b', kept, 50), image('c', 'https://a.test/mill.jpg', 50)]),
    );
    const asked = [...html.matchAll(/src="([^"]*mill\.jpg[^"]*)"/g)].map(([, src]) => src);
    expect(asked).toEqual([`${kept}&amp;width=1088`, `${kept}&amp;width=544`, 'https://a.test/mill.jpg']);
  });
});

describe('the checks of a designed mail', () => {
  it('name the block and what to do', async () => {
    expect(
      await codes(
        documentWith(
          [
            { id: 'i', kind: 'image', src: 'https://a.test/p.jpg', alt: '' },
            { id: 'i2', kind: 'image', src: '', alt: '', decorative: true },
            { id: 'i3', kind: 'image', src: 'https://a.test/p.SVG?v=1', alt: 'A mill' },
            { id: 'b', kind: 'button', text: 'Go', href: '' },
            { id: 'b2', kind: 'button', text: 'Go', href: 'http://localhost:3000/x' },
            { id: 'b3', kind: 'button', text: 'Go', href: 'javascript:alert(1)' },
            { id: 't', kind: 'text', html: '<p><a href="ftp://a.test">x</a>{{ contact.frist_name }}</p>' },
            { id: 'p', kind: 'products', source: 'picked' },
          ],
          { subject: ' ' },
        ),
      ),
    ).toEqual([
      'unknown_field t',
      'no_subject null',
      'no_alt i',
      'no_picture i2',
      'drawing i3',
      'link_empty b',
      'link_local b2',
      'link_wrong b3',
      'link_wrong t',
      'nothing_picked p',
    ]);
  });

  it('want a way out that everybody sees, of marketing mails only', async () => {
    const bare = documentWith([]);
    const without = { ...bare, blocks: [] };
    expect(await codes(without)).toEqual(['no_unsubscribe null']);
    expect(await codes({ ...without, purpose: 'transactional' })).toEqual([]);
    const hidden = { ...bare, blocks: bare.blocks.map((block) => ({ ...block, condition: EVERYBODY })) };
    expect(await codes(hidden)).toEqual(['no_unsubscribe null']);
    const worded = documentWith([{ id: 't', kind: 'text', html: '<p><a href="{{ unsubscribe_url }}">Bye</a></p>' }]);
    expect(await codes({ ...worded, blocks: worded.blocks.slice(0, 1) })).toEqual([]);
  });

  it('weigh the mail, and look at the brand', async () => {
    const heavy = documentWith(
      Array.from({ length: 9 }, (_, index) => ({
        id: `t${index}`,
        kind: 'text' as const,
        html: `<p>${'word '.repeat(2400)}</p>`,
      })),
    );
    expect(await codes(heavy)).toEqual(['too_heavy null']);
    const pale = brandSchema.parse({ address: 'x', colours: { button: '#ffe9a8', buttonText: '#ffffff' } });
    expect(await codes(documentWith([]), pale)).toEqual(['contrast null']);
    expect(await codes(documentWith([{ ...FOOTER, id: 'f2' }]), brandSchema.parse({}))).toEqual(['no_address f2']);
  });

  it('know the fields of the shop', async () => {
    const document = documentWith([
      {
        id: 't',
        kind: 'text',
        html: '<p>{{ contact.attributes.size }} {{ contact.attributes["size"] }} {{ contact.tags[0] }} {% for tag in contact.tags %}{{ tag }}{% endfor %} {{ contact.attributes.shoe }}</p>',
      },
    ]);
    const compiled = await compileDocument(document, BRAND, new Set(['size']));
    expect(compiled.faults.map(({ words }) => words?.['field'])).toEqual(['contact.attributes.shoe']);
  });
});
