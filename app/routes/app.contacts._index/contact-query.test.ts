import { describe, expect, it } from 'vitest';
import { contactParams, readContactQuery } from './contact-query.ts';

const read = (text: string) => readContactQuery(new URLSearchParams(text));

describe('the address of the contact list', () => {
  it('comes back as it was written', () => {
    const address =
      'q=rossi&group=champions%2Cloyal&stage=lead&orders=some&spent=12.5&score=3&within=30&persona=keen&sort=spent&dir=asc&after=k';
    expect(contactParams(read(address)).toString()).toBe(address);
  });

  it('says nothing when everyone is shown', () => {
    expect(contactParams(read('')).toString()).toBe('');
  });

  it('ignores what it cannot read', () => {
    const query = read('group=champions,nonsense&sort=sideways&spent=much&within=-4');
    expect(query.filter.groups).toEqual(['champions']);
    expect(query.sort).toBe('seen');
    expect(query.filter.minSpent).toBeNull();
    expect(query.filter.orderedWithinDays).toBeNull();
  });

  it('keeps a minimum of zero apart from no minimum', () => {
    expect(read('score=0').filter.minScore).toBe(0);
    expect(read('score=').filter.minScore).toBeNull();
  });
});
