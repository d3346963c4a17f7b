import { html } from 'hono/html';
import type { Devstore } from '../devstore.ts';
import { launchParameters } from '../oauth/open-app.ts';
import type { Locale } from '../shop/types.ts';
import { adminPage, type Markup } from './shell.ts';

/** The app in its frame, in the merchant's language, as is the frame itself. `path` is where in the app to begin: `/app/contacts?stage=lead`. */
export function appPage(devstore: Devstore, path: string, locale: Locale): Markup {
  const target = new URL(path, devstore.config.appUrl);
  for (const [name, value] of launchParameters(devstore, locale)) target.searchParams.set(name, value);
  const content = html`
    <div class="title-bar" data-title-bar>
      <span class="app-mark" aria-hidden="true"></span>
      <h1 data-title>${devstore.appConfig().name}</h1>
      <div class="title-bar__buttons" data-title-buttons></div>
    </div>
    <iframe
      class="app-frame"
      name="app-iframe"
      title="${devstore.appConfig().name}"
      data-app-frame
      src="${target.href}"
      allow="clipboard-write"
    ></iframe>
  `;
  return adminPage(devstore, 'app', devstore.appConfig().name, content, locale);
}
