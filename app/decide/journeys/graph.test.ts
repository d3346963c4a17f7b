import { describe, expect, it } from 'vitest';
import { armOf } from './arm.ts';
import { graphSchema } from './graph.ts';
import { recoveryGraph } from './recovery-recipe.ts';

const base = { holdoutShare: 0, exits: [] };
const trigger = { id: 'a', kind: 'trigger', event: 'checkout.abandoned', next: 'b' };

describe('a journey graph', () => {
  it('accepts the recovery recipe', () => {
    const graph = recoveryGraph({
      delayMinutes: 60,
      holdoutShare: 0.1,
      tag: '',
      template: '',
      watchDays: 5,
      reminder: null,
    });
    expect(graph.nodes.map((node) => node.kind)).toContain('send');
    expect(graph.nodes.map((node) => node.kind)).not.toContain('tag');
  });

  it('tags whoever is mailed in the recovery recipe, where a tag is named', () => {
    const graph = recoveryGraph({
      delayMinutes: 60,
      holdoutShare: 0,
      tag: 'left-a-cart',
      template: '',
      watchDays: 5,
      reminder: null,
    });
    const at = (id: string) => graph.nodes.find((node) => node.id === id);
    expect(at('still-open')).toMatchObject({ yes: 'tag', no: 'leave' });
    expect(at('tag')).toMatchObject({ kind: 'tag', give: ['left-a-cart'], next: 'mail' });
  });

  it.each([
    ['an edge to nowhere', [trigger], /missing/],
    [
      'a start that is no trigger',
      [
        { id: 'a', kind: 'exit', reason: 'end' },
        { ...trigger, id: 'x', next: 'a' },
      ],
      /trigger/,
    ],
    [
      'two nodes of one name',
      [trigger, { id: 'b', kind: 'exit', reason: 'end' }, { id: 'b', kind: 'exit', reason: 'x' }],
      /same id/,
    ],
    [
      'a circle without a wait',
      [
        trigger,
        { id: 'b', kind: 'condition', builtin: [], yes: 'c', no: 'c' },
        { id: 'c', kind: 'send', channel: 'email', template: 'recovery', next: 'b' },
      ],
      /wait/,
    ],
  ])('refuses %s', (_name, nodes, message) => {
    const parsed = graphSchema.safeParse({ ...base, start: 'a', nodes });
    expect(parsed.success).toBe(false);
    expect(JSON.stringify(parsed.error?.issues)).toMatch(message);
  });

  it('allows a circle that waits', () => {
    const nodes = [
      trigger,
      { id: 'b', kind: 'wait', minutes: 5, since: 'arrival', next: 'c' },
      { id: 'c', kind: 'send', channel: 'email', template: 'recovery', next: 'b' },
    ];
    expect(graphSchema.safeParse({ ...base, start: 'a', nodes }).success).toBe(true);
  });
});

describe('the arm', () => {
  it('is the same for the same person, and a larger share keeps those already held out', () => {
    for (let index = 0; index < 200; index++) {
      const anchor = `p${index}@example.com`;
      expect(armOf('recovery', anchor, 0)).toBe('treated');
      if (armOf('recovery', anchor, 0.1) === 'holdout') expect(armOf('recovery', anchor, 0.3)).toBe('holdout');
    }
  });
});
