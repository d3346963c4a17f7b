import { describe, expect, it } from 'vitest';
import { wordsIn, wordsInAll } from '../words.ts';
import { segmentDescription, segmentName } from './words.ts';

const SPENDERS = { en: 'Big spenders', it: 'Grandi clienti' };

describe('the words of a segment', () => {
  it('that was taken ready-made are ours, in whichever language it was taken', () => {
    expect(segmentName({ recipe: 'big-spenders', name: 'Big spenders' })).toEqual(SPENDERS);
    expect(segmentName({ recipe: 'big-spenders', name: 'Grandi clienti' })).toEqual(SPENDERS);
    const description = 'Il quinto dei clienti con la spesa netta più alta.';
    expect(wordsIn(segmentDescription({ recipe: 'big-spenders', description }), 'en')).toMatch(/^The fifth of/);
  });

  it('are the merchant’s own once they were changed, each for itself', () => {
    expect(segmentName({ recipe: 'big-spenders', name: 'VIP' })).toBe('VIP');
    expect(segmentDescription({ recipe: 'big-spenders', description: '' })).toBe('');
    expect(wordsIn('VIP', 'it')).toBe('VIP');
  });

  it('are nobody else’s: a segment of one’s own, or of a recipe that is gone, is called what was written', () => {
    expect(segmentName({ recipe: null, name: 'Big spenders' })).toBe('Big spenders');
    expect(segmentName({ recipe: 'gone', name: 'Big spenders' })).toBe('Big spenders');
  });

  it('are searched in every language', () => {
    expect(wordsInAll(SPENDERS)).toEqual(['Big spenders', 'Grandi clienti']);
    expect(wordsInAll('VIP')).toEqual(['VIP']);
  });
});
