// Hostile input at every page and every action of the admin, and in what it hands out.
import { describe, expect, it } from 'vitest';
import { A, B, ROUTES, SECRET, sessionToken } from './open-app.ts';
import { probedApp } from './probed-app.ts';
import { BODIES, TEXTS } from './probes.ts';

const texts = Object.entries(TEXTS);
const bodies = Object.entries(BODIES);
const app = probedApp();

describe('the admin', () => {
  it.each(texts)('%s in every parameter of every page', async (_name, text) => {
    const well = text.toWellFormed();
    const names = [
      'id',
      'after',
      'as',
      'in',
      'search',
      'sort',
      'shop',
      'host',
      'locale',
      'format',
      'name',
      'kind',
      'groups',
      'min',
    ];
    const query = `?${names.map((name) => `${name}=${encodeURIComponent(well)}`).join('&')}`;
    for (const route of Object.keys(ROUTES)) {
      const answer = await app.opened.page(B, route, { params: { id: text }, query });
      expect([route, answer.status < 500 ? 'fine' : answer.text]).toEqual([route, 'fine']);
    }
  });

  it.each(bodies)('%s as the body of every action', async (_name, body) => {
    for (const route of Object.keys(ROUTES)) {
      for (const type of [
        'application/json',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'text/xml',
      ]) {
        const answer = await app.opened.page(B, route, {
          method: 'POST',
          body,
          params: { id: 'x' },
          query: '?kind=contacts&name=x',
          headers: { 'content-type': type },
        });
        expect([route, type, answer.status < 500 ? 'fine' : answer.text]).toEqual([route, type, 'fine']);
      }
    }
  });

  const forged: [string, () => string][] = [
    ['nothing', () => ''],
    ['a word', () => 'Bearer x'],
    ['another secret', () => `Bearer ${sessionToken(A, {}, 'another')}`],
    ['no algorithm', () => `Bearer ${sessionToken(A, {}, SECRET, { alg: 'none' }).split('.').slice(0, 2).join('.')}.`],
    ['a time that is over', () => `Bearer ${sessionToken(A, { exp: 1, nbf: 0, iat: 0 })}`],
    ['a time to come', () => `Bearer ${sessionToken(A, { nbf: 9_999_999_999 })}`],
    ['another app', () => `Bearer ${sessionToken(A, { aud: 'another-app' })}`],
    ['a changed shop', () => `Bearer ${sessionToken(B).replace(/\.[^.]+\./, `.${sessionToken(A).split('.')[1]}.`)}`],
    ['a shop that is none', () => `Bearer ${sessionToken('evil.example')}`],
  ];
  it.each(forged)('a session token with %s shows nothing', async (_name, token) => {
    for (const route of [
      'app.contacts._index',
      'app.contacts.$id',
      'app.contacts.export',
      'app.settings.privacy_.download',
    ]) {
      const query = `?shop=${A}&id=${encodeURIComponent(app.filled.ids.request)}`;
      const answer = await app.opened.page(null, route, {
        params: { id: app.filled.ids.contact },
        query,
        headers: { authorization: token() },
      });
      expect([route, answer.status === 200, answer.text.includes(app.filled.ids.email)]).toEqual([route, false, false]);
    }
  });
});

describe('exports', () => {
  it('hold no formula that a spreadsheet would run', async () => {
    const at = '2026-01-01T00:00:00Z';
    for (const [n, name] of ['=1+1', '+1', '-1', '@x', '\t=1', "=cmd|' /C calc'!A0"].entries()) {
      const payload = {
        id: 910_000_000_000_000 + n,
        email: `${n}@example.com`,
        first_name: name,
        last_name: name,
        tags: name,
        created_at: at,
        updated_at: at,
      };
      await app.opened.deliver(B, 'customers/create', payload);
    }
    await app.opened.work();
    const { text } = await app.opened.page(B, 'app.contacts.export');
    expect(text).toContain('5@example.com');
    const cells = text.split(/[\r\n,]+/).map((cell) => cell.replace(/^"/, ''));
    expect(cells.filter((cell) => /^[=+@\t-](?!\d+(\.\d+)?$)/.test(cell))).toEqual([]);
  });
});
