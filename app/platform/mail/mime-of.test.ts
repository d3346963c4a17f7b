import fc from 'fast-check';
import MailComposer from 'nodemailer/lib/mail-composer';
import { expect, it } from 'vitest';
import { mimeOf } from './mime-of.ts';

/** Words as they come: of any script, with line ends of any kind, lone dots, signs of equality, long lines. */
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  fc.constantFrom(
    '\n',
    '\r\n',
    '\n\n',
    ' \n',
    '\t',
    '.',
    '\n.\n',
    '=',
    '==3D',
    'a'.repeat(200),
    'è'.repeat(90),
    '日本'.repeat(40),
    '😀',
  ),
);
const text = fc.array(piece, { minLength: 1, maxLength: 40 }).map((pieces) => pieces.join(''));

it('a mail laid out at once is the one that the library lays out, byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({ subject: text, name: text, html: text, text }),
      async ({ subject, name, html, text }) => {
        const from = { name: name.replaceAll(/\s/g, ' '), address: 'a@corner.example' };
        const mail = {
          from,
          to: 'b@corner.example',
          subject: subject.replaceAll(/\s/g, ' '),
          html,
          text,
          newline: 'win',
        };
        const message = new MailComposer(mail).compile();
        const laidOut = mimeOf(message);
        expect(laidOut).toBe((await message.build()).toString());
      },
    ),
    { numRuns: 300 },
  );
});
