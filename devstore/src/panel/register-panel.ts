import type { Hono } from 'hono';
import { serveBrowserScript } from '../browser/browser-script.ts';
import { onlyLocal } from '../control/only-local.ts';
import type { Devstore } from '../devstore.ts';
import { panelPage } from './panel-page.ts';

export function registerPanel(app: Hono, devstore: Devstore): void {
  app.get('/devstore', onlyLocal, (c) => c.html(panelPage(devstore)));
  app.get('/devstore/panel.js', serveBrowserScript('panel/browser/panel.ts'));
}
