import fc from 'fast-check';
import { expect, it } from 'vitest';
import { segmentsOf } from './segments.ts';
import { commandIn } from './words.ts';

it('counts what is paid for: 160 and 153 of the alphabet of SMS, 70 and 67 of any other', () => {
  expect(segmentsOf('')).toMatchObject({ segments: 0, left: 160 });
  expect(segmentsOf('a'.repeat(160))).toMatchObject({ encoding: 'gsm', segments: 1, left: 0 });
  expect(segmentsOf('a'.repeat(161))).toMatchObject({ segments: 2, left: 145 });
  expect(segmentsOf('a'.repeat(306))).toMatchObject({ segments: 2, left: 0 });
  expect(segmentsOf('a'.repeat(307))).toMatchObject({ segments: 3 });
  // è is in the alphabet, ê is not; the euro counts twice
  expect(segmentsOf('è'.repeat(160))).toMatchObject({ encoding: 'gsm', segments: 1 });
  expect(segmentsOf('€'.repeat(80))).toMatchObject({ length: 160, segments: 1 });
  expect(segmentsOf('€'.repeat(81))).toMatchObject({ length: 162, segments: 2 });
  expect(segmentsOf('ê'.repeat(70))).toMatchObject({ encoding: 'unicode', segments: 1, foreign: ['ê'] });
  expect(segmentsOf('ê'.repeat(71))).toMatchObject({ segments: 2, left: 63 });
  // an emoji is two, and not cut in two: 33 of them fill 66 of 67
  expect(segmentsOf('🙂'.repeat(35))).toMatchObject({ length: 70, segments: 1 });
  expect(segmentsOf('🙂'.repeat(67))).toMatchObject({ length: 134, segments: 3 });
});

it('never counts less than what fits, nor more segments for less text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      const { segments, length, encoding, left } = segmentsOf(text);
      const many = encoding === 'gsm' ? 153 : 67;
      expect(left).toBeGreaterThanOrEqual(0);
      expect(segments * (segments > 1 ? many : many + 7)).toBeGreaterThanOrEqual(length);
      expect(segmentsOf(text.slice(0, -1)).segments).toBeLessThanOrEqual(Math.max(segments, 1));
    }),
    { numRuns: 100 },
  );
});

it('takes the bare word for a command, in any case and both languages, and no sentence that has it', () => {
  for (const word of ['STOP', ' stop. ', 'Stop All', 'unsubscribe', 'FERMA', 'annulla!', 'basta'])
    expect(commandIn(word)?.is).toBe('stop');
  for (const word of ['START', 'unstop', 'Inizia', 'sì', 'SI']) expect(commandIn(word)?.is).toBe('start');
  for (const sentence of ['please do not stop', 'when does it start?', '', '👍', 'no', 'fermata'])
    expect(commandIn(sentence)).toBeNull();
});
