import type { Preferences } from '../../act/messages/preferences.server.ts';
import { escapeHtml, PAGE_STYLE } from './page.ts';
import { choiceWords, PREFERENCE_WORDS } from './preferences-words.ts';

/**
 * The page on which somebody chooses for herself. It needs nothing from anywhere: no script, no picture, no font.
 * @param before what was, once something was saved: it says what changed, and offers to put it back
 */
export function preferencesPage(now: Preferences, before?: Preferences): string {
  const words = PREFERENCE_WORDS[now.locale];
  const put = (text: string) =>
    escapeHtml(text)
      .replaceAll('{shop}', escapeHtml(now.shopName))
      .replaceAll('{address}', escapeHtml(now.maskedAddress));
  return `<!doctype html>
<html lang="${now.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${put(words.title)}</title>
<style>${PAGE_STYLE}${STYLE}</style>
</head>
<body>
<main>
<p class="shop">${escapeHtml(now.shopName)}</p>
${before ? savedSection(now, before) : ''}
<section>
<h1>${put(words.heading)}</h1>
<p class="whose">${put(words.whose)}</p>
${now.held ? `<p class="told">${put(words.held)}</p>` : ''}
<form method="post">
<fieldset>
<legend>${put(words.reach)}</legend>
${now.choices
  .map(
    (choice) =>
      `<input type="hidden" name="shown" value="${escapeHtml(choice.key)}">${box('on', choice.key, choice.on, choiceWords(now.locale, choice))}`,
  )
  .join('\n')}
<p class="small">${put(words.about)}</p>
</fieldset>
<fieldset>
<legend>${put(words.decisions)}</legend>
<input type="hidden" name="asked" value="automated">
${box('automated', 'yes', now.automated, words.automated)}
<p class="small">${put(words.automatedText)}</p>
</fieldset>
<button class="strong">${put(words.save)}</button>
</form>
</section>
</main>
</body>
</html>`;
}

function box(name: string, value: string, on: boolean, label: string): string {
  return `<label><input type="checkbox" name="${name}" value="${escapeHtml(value)}"${on ? ' checked' : ''}><span>${escapeHtml(label)}</span></label>`;
}

/** What was saved, and the way back: the same form with what was. */
function savedSection(now: Preferences, before: Preferences): string {
  const words = PREFERENCE_WORDS[now.locale];
  const was = new Map(before.choices.map((choice) => [choice.key, choice.on]));
  const changed = now.choices.filter(({ key, on }) => on !== (was.get(key) ?? false));
  const lines = changed.map((choice) => ({ what: choiceWords(now.locale, choice), on: choice.on }));
  if (now.automated !== before.automated) lines.push({ what: words.automated, on: now.automated });
  if (lines.length === 0) return `<section role="status"><p>${escapeHtml(words.unchanged)}</p></section>`;
  const hidden = (name: string, value: string) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`;
  const back = [
    ...changed.map(({ key }) => hidden('shown', key)),
    ...changed.filter(({ on }) => !on).map(({ key }) => hidden('on', key)),
    ...(now.automated === before.automated ? [] : [hidden('asked', 'automated')]),
    ...(now.automated !== before.automated && before.automated ? [hidden('automated', 'yes')] : []),
  ];
  return `<section role="status">
<h2>${escapeHtml(words.saved)}</h2>
<ul>
${lines.map(({ what, on }) => `<li>${escapeHtml(on ? words.turnedOn : words.turnedOff).replace('{what}', escapeHtml(what))}</li>`).join('\n')}
</ul>
<form method="post">${back.join('')}<button class="quiet">${escapeHtml(words.undo)}</button></form>
<p class="note">${escapeHtml(words.undoText)}</p>
</section>`;
}

const STYLE = `
main { padding-top: 6vh; }
section + section { margin-top: 16px; }
h2 { margin: 0 0 8px; font-size: 20px; }
ul { margin: 0 0 20px; padding-inline-start: 20px; overflow-wrap: anywhere; }
fieldset { margin: 0 0 28px; padding: 0; border: 0; min-width: 0; }
legend { padding: 0; margin-bottom: 8px; font-weight: 700; }
label { display: flex; gap: 12px; align-items: flex-start; padding: 10px 0; cursor: pointer; overflow-wrap: anywhere; }
input[type=checkbox] { flex: none; width: 24px; height: 24px; margin: 1px 0 0; accent-color: var(--text); }
input[type=checkbox]:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.whose, .small { color: var(--muted); font-size: 14px; }
.whose { margin-bottom: 20px; }
.small { margin: 4px 0 0; }
.told { padding: 12px 14px; border: 1px solid var(--line); border-radius: 10px; font-size: 15px; }
`;
