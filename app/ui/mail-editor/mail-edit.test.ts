import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BlockKind, documentSchema, type TemplateDocument } from '../../act/messages/templates/design/document.ts';
import { freshBlock, OFFERED_KINDS } from './fresh-block.ts';
import { edited, type MailEdit } from './mail-edit.ts';
import { beginMail, editedMail, redoneMail, undoneMail } from './mail-history.ts';
import { everyBlock, findBlock, lastPlace, listAt, movesOf } from './mail-places.ts';

const TOMORROW = '2026-12-24T18:00';
const fresh = (kind: (typeof OFFERED_KINDS)[number]) => freshBlock(kind, 'en', TOMORROW);
const EMPTY: TemplateDocument = {
  version: 1,
  locale: 'en',
  subject: 'Hello',
  preheader: '',
  logo: true,
  blocks: [],
  text: null,
  purpose: 'marketing',
};

const built = (...kinds: (typeof OFFERED_KINDS)[number][]) =>
  kinds.reduce((mail, kind) => edited(mail, { do: 'add', block: fresh(kind), to: lastPlace(mail) }), EMPTY);
const kindsOf = (mail: TemplateDocument): BlockKind[] => mail.blocks.map(({ kind }) => kind);
const top = (index: number) => ({ columns: null, column: 0, index });

/** Numbers that become a step of whatever mail it meets. */
const anyStep = fc.record({
  way: fc.constantFrom('add', 'remove', 'move', 'menu', 'duplicate', 'columns', 'head', 'put'),
  kind: fc.constantFrom(...OFFERED_KINDS),
  which: fc.nat(40),
  where: fc.nat(12),
  column: fc.nat(3),
  inside: fc.boolean(),
});
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

function stepOf(mail: TemplateDocument, step: Step): MailEdit | null {
  const all = everyBlock(mail);
  const block = all[step.which % Math.max(1, all.length)];
  const holder = all.find(({ kind }) => kind === 'columns');
  const to = { columns: step.inside ? (holder?.id ?? null) : null, column: step.column, index: step.where };
  if (step.way === 'add') return { do: 'add', block: fresh(step.kind), to };
  if (!block) return null;
  const { id } = block;
  switch (step.way) {
    case 'remove':
    case 'duplicate':
      return { do: step.way, id };
    case 'move':
      return { do: 'move', id, to };
    case 'menu': {
      const moves = movesOf(mail, id);
      const move = moves[step.where % Math.max(1, moves.length)];
      return move ? { do: 'move', id, to: move.to } : null;
    }
    case 'columns':
      return { do: 'columns', id, widths: step.where % 2 === 0 ? [50, 50] : [34, 33, 33] };
    case 'head':
      return { do: 'head', part: { subject: `s${step.where}` }, key: 'subject' };
    default:
      return { do: 'put', block: { ...block, space: step.where }, key: 'space' };
  }
}

const anySteps = fc.array(anyStep, { maxLength: 60 });

describe('any number of steps', () => {
  it('leaves a mail that can be saved, with the footer last and no id given twice', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        let mail = built('text', 'columns', 'footer');
        for (const step of steps) {
          const edit = stepOf(mail, step);
          if (edit) mail = edited(mail, edit);
        }
        expect(documentSchema.parse(mail)).toEqual(mail);
        const ids = everyBlock(mail).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const footers = kindsOf(mail).filter((kind) => kind === 'footer').length;
        expect(footers).toBeLessThanOrEqual(1);
        if (footers === 1) expect(kindsOf(mail).at(-1)).toBe('footer');
      }),
    );
  });

  it('can be taken back to the beginning, and done again', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        const first = built('heading', 'columns', 'button', 'footer');
        let history = beginMail(first);
        for (const step of steps) {
          const edit = stepOf(history.document, step);
          if (edit) history = editedMail(history, edit);
        }
        const last = history.document;
        while (history.past.length > 0) history = undoneMail(history);
        expect(history.document).toEqual(first);
        while (history.future.length > 0) history = redoneMail(history);
        expect(history.document).toEqual(last);
      }),
    );
  });

  it('that move blocks neither lose nor change one', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        let mail = built('text', 'columns', 'image', 'columns', 'button', 'footer');
        const sorted = (one: TemplateDocument) =>
          everyBlock(one)
            .map((block) => (block.kind === 'columns' ? { ...block, columns: block.columns.length } : block))
            .sort((a, b) => a.id.localeCompare(b.id));
        const before = sorted(mail);
        for (const step of steps) {
          const edit = stepOf(mail, { ...step, way: step.inside ? 'move' : 'menu' });
          if (edit) mail = edited(mail, edit);
        }
        expect(sorted(mail)).toEqual(before);
      }),
    );
  });

  it('of the menu always lead somewhere', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        let mail = built('text', 'columns', 'footer');
        for (const step of steps) {
          const edit = stepOf(mail, step);
          if (edit) mail = edited(mail, edit);
        }
        for (const { id } of everyBlock(mail))
          for (const { to } of movesOf(mail, id)) expect(edited(mail, { do: 'move', id, to })).not.toBe(mail);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a block', () => {
  it('moves down past its neighbour, and never behind the footer', () => {
    const mail = built('heading', 'text', 'footer');
    const [heading] = mail.blocks;
    const id = heading?.id ?? '';
    const after = edited(mail, { do: 'move', id, to: top(1) });
    expect(kindsOf(after)).toEqual(['text', 'heading', 'footer']);
    expect(edited(after, { do: 'move', id, to: top(2) })).toBe(after);
  });

  it('goes into a column and out again behind it', () => {
    const mail = built('text', 'columns', 'divider', 'footer');
    const [text, columns] = mail.blocks;
    const id = text?.id ?? '';
    const inside = edited(mail, { do: 'move', id, to: { columns: columns?.id ?? '', column: 1, index: 0 } });
    expect(findBlock(inside, id)?.place).toEqual({ columns: columns?.id, column: 1, index: 0 });
    const out = movesOf(inside, id).find(({ way }) => way === 'out');
    const after = edited(inside, { do: 'move', id, to: out?.to ?? top(0) });
    expect(kindsOf(after)).toEqual(['columns', 'text', 'divider', 'footer']);
  });

  it('of columns goes into no column, and is copied with what is in it under new ids', () => {
    const mail = built('columns', 'columns', 'footer');
    const [first, second] = mail.blocks;
    const into = { columns: second?.id ?? '', column: 0, index: 0 };
    expect(edited(mail, { do: 'move', id: first?.id ?? '', to: into })).toBe(mail);
    const filled = edited(mail, { do: 'add', block: fresh('image'), to: into });
    const copied = edited(filled, { do: 'duplicate', id: second?.id ?? '' });
    expect(kindsOf(copied)).toEqual(['columns', 'columns', 'columns', 'footer']);
    const ids = everyBlock(copied).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('stays when its column goes', () => {
    let mail = built('columns', 'footer');
    const id = mail.blocks[0]?.id ?? '';
    mail = edited(mail, { do: 'columns', id, widths: [34, 33, 33] });
    mail = edited(mail, { do: 'add', block: fresh('image'), to: { columns: id, column: 2, index: 0 } });
    mail = edited(mail, { do: 'columns', id, widths: [33, 67] });
    expect(listAt(mail, { columns: id, column: 1 })?.map(({ kind }) => kind)).toEqual(['image']);
    expect(documentSchema.safeParse(mail).success).toBe(true);
  });
});

describe('typing', () => {
  it('in one field is taken back together, in another field on its own', () => {
    let history = beginMail(built('heading', 'footer'));
    const type = (part: Partial<Pick<TemplateDocument, 'subject' | 'preheader'>>, key: string) => {
      history = editedMail(history, { do: 'head', part, key });
    };
    type({ subject: 'H' }, 'subject');
    type({ subject: 'He' }, 'subject');
    type({ preheader: 'P' }, 'preheader');
    history = undoneMail(history);
    expect([history.document.subject, history.document.preheader]).toEqual(['He', '']);
    history = undoneMail(history);
    expect(history.document.subject).toBe('Hello');
  });
});

describe('a new block of each kind', () => {
  it.each(['en', 'it'] as const)('is one that a document takes, in %s', (locale) => {
    for (const kind of OFFERED_KINDS) {
      const mail = { ...EMPTY, locale, blocks: [freshBlock(kind, locale, TOMORROW)] };
      expect([kind, documentSchema.safeParse(mail).success]).toEqual([kind, true]);
    }
  });
});
