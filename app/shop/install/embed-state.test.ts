import { describe, expect, it } from 'vitest';
import { handlesIn } from './embed-state.server.ts';

const SETTINGS = 'config/settings_data.json';
const type = (block: string, app = 'sandmill') => `shopify://apps/${app}/blocks/${block}/0198f1a2`;

describe('what of Sandmill stands in a theme', () => {
  it('is the embed when it is on, also behind the comment of the theme editor', () => {
    const settings = JSON.stringify({
      current: { colour: '#fff', blocks: { a: { type: type('embed') } } },
      presets: {},
    });
    expect(handlesIn(SETTINGS, `/* made by the editor */\n${settings}`, 'sandmill')).toEqual(['embed']);
  });

  it('is nothing when it is switched off, of another app, or the theme was never touched', () => {
    const off = {
      current: { blocks: { a: { type: type('embed'), disabled: true }, b: { type: type('embed', 'x') } } },
    };
    expect(handlesIn(SETTINGS, JSON.stringify(off), 'sandmill')).toEqual([]);
    expect(handlesIn(SETTINGS, JSON.stringify({ current: 'Default' }), 'sandmill')).toEqual([]);
    expect(handlesIn(SETTINGS, 'not json', 'sandmill')).toEqual([]);
  });

  it('is each block of a section that is shown', () => {
    const sections = {
      main: { type: 'main', blocks: { a: { type: type('social-proof') }, b: { type: 'title' } } },
      apps: { type: 'apps', disabled: true, blocks: { c: { type: type('banner') } } },
      plain: { type: 'plain' },
    };
    expect(handlesIn('templates/product.json', JSON.stringify({ sections }), 'sandmill')).toEqual(['social-proof']);
  });
});
