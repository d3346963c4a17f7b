import type { Preferences } from '../../act/messages/preferences.server.ts';
import type { Brand } from '../../shop/settings/brand.ts';
import { FREQUENCIES, PAUSES, WISH_LANGUAGES } from '../../understand/preferences/wishes.ts';
import { escapeHtml, PAGE_STYLE } from './page.ts';
import { choiceWords, PREFERENCE_WORDS } from './preferences-words.ts';

/**
 * The page on which somebody chooses for herself. It needs nothing but the shop's logo: no script, no font.
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
<style>${PAGE_STYLE}${STYLE}${brandStyle(now.brand)}</style>
</head>
<body>
<main>
<p class="shop">${logoOf(now)}</p>
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
${wishFields(now)}
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

/** How often, a break, the language: each one of few. */
function wishFields({ wishes, locale, zone }: Preferences): string {
  const words = PREFERENCE_WORDS[locale];
  const { pausedUntil } = wishes;
  const breaks = PAUSES.map((days) => [String(days), words.pause.days.replace('{days}', String(days))] as const);
  const first =
    pausedUntil === null
      ? [['0', words.pause.none] as const]
      : [
          ['keep', words.pause.keep.replace('{day}', dayOf(pausedUntil, locale, zone))] as const,
          ['0', words.pause.end] as const,
        ];
  return [
    radios(
      words.often,
      'frequency',
      FREQUENCIES.map((one) => [one, words.frequency[one]] as const),
      wishes.frequency,
    ),
    radios(words.pauseTitle, 'pause', [...first, ...breaks], first[0]?.[0] ?? '0'),
    radios(
      words.language,
      'language',
      WISH_LANGUAGES.map((one) => [one, LANGUAGES[one]] as const),
      locale,
    ),
  ].join('\n');
}

/** In its own words, so that who does not read the other finds it. */
const LANGUAGES = { en: 'English', it: 'Italiano' } as const;

function radios(
  legend: string,
  name: string,
  choices: readonly (readonly [value: string, label: string])[],
  chosen: string,
): string {
  const radio = ([value, label]: readonly [string, string]) =>
    `<label><input type="radio" name="${name}" value="${value}"${value === chosen ? ' checked' : ''}><span>${escapeHtml(label)}</span></label>`;
  return `<fieldset>\n<legend>${escapeHtml(legend)}</legend>\n${choices.map(radio).join('\n')}\n</fieldset>`;
}

const dayOf = (instant: number, locale: string, zone: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: zone }).format(instant);

function logoOf({ shopName, brand: { logo } }: Preferences): string {
  if (!URL.canParse(logo.url)) return escapeHtml(shopName);
  return `<img src="${escapeHtml(new URL(logo.url).href)}" width="${logo.width}" alt="${escapeHtml(logo.alt || shopName)}">`;
}

/** The shop's colours by day; at night the page's own, which are chosen for the dark. */
function brandStyle({ colours }: Brand): string {
  return `@media not (prefers-color-scheme: dark) {
  :root { --page: ${colours.page}; --card: ${colours.card}; --text: ${colours.text}; --muted: ${colours.muted}; }
  .strong { background: ${colours.button}; color: ${colours.buttonText}; }
}`;
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
  const toldOf = ({ what, on }: { what: string; on: boolean }) =>
    (on ? words.turnedOn : words.turnedOff).replace('{what}', what);
  const told = [...lines.map(toldOf), ...wishLines(now, before)];
  if (told.length === 0) return `<section role="status"><p>${escapeHtml(words.unchanged)}</p></section>`;
  const hidden = (name: string, value: string) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`;
  const back = [
    ...changed.map(({ key }) => hidden('shown', key)),
    ...changed.filter(({ on }) => !on).map(({ key }) => hidden('on', key)),
    ...(now.automated === before.automated ? [] : [hidden('asked', 'automated')]),
    ...(now.automated !== before.automated && before.automated ? [hidden('automated', 'yes')] : []),
    ...wishesBack(now, before).map(([name, value]) => hidden(name, value)),
  ];
  return `<section role="status">
<h2>${escapeHtml(words.saved)}</h2>
<ul>
${told.map((line) => `<li>${escapeHtml(line)}</li>`).join('\n')}
</ul>
<form method="post">${back.join('')}<button class="quiet">${escapeHtml(words.undo)}</button></form>
<p class="note">${escapeHtml(words.undoText)}</p>
</section>`;
}

function wishLines(now: Preferences, before: Preferences): string[] {
  const words = PREFERENCE_WORDS[now.locale];
  const { frequency, pausedUntil } = now.wishes;
  const lines: string[] = [];
  if (frequency !== before.wishes.frequency) lines.push(words.nowOften.replace('{what}', words.frequency[frequency]));
  if (pausedUntil !== before.wishes.pausedUntil) {
    const until = pausedUntil === null ? null : dayOf(pausedUntil, now.locale, now.zone);
    lines.push(until === null ? words.nowUnpaused : words.nowPaused.replace('{day}', until));
  }
  if (now.locale !== before.locale) lines.push(words.nowLanguage.replace('{what}', LANGUAGES[now.locale]));
  return lines;
}

/** The fields that put back what was. */
function wishesBack(now: Preferences, before: Preferences): [name: string, value: string][] {
  const { frequency, pausedUntil } = before.wishes;
  const fields: [string, string][] = [];
  if (frequency !== now.wishes.frequency) fields.push(['frequency', frequency]);
  if (pausedUntil !== now.wishes.pausedUntil)
    fields.push(['pause', pausedUntil === null ? '0' : `until:${pausedUntil}`]);
  if (before.locale !== now.locale) fields.push(['language', before.locale]);
  return fields;
}

const STYLE = `
main { padding-top: 6vh; }
.shop img { max-width: 100%; height: auto; }
section + section { margin-top: 16px; }
h2 { margin: 0 0 8px; font-size: 20px; }
ul { margin: 0 0 20px; padding-inline-start: 20px; overflow-wrap: anywhere; }
fieldset { margin: 0 0 28px; padding: 0; border: 0; min-width: 0; }
legend { padding: 0; margin-bottom: 8px; font-weight: 700; }
label { display: flex; gap: 12px; align-items: flex-start; padding: 10px 0; cursor: pointer; overflow-wrap: anywhere; }
input[type=checkbox], input[type=radio] { flex: none; width: 24px; height: 24px; margin: 1px 0 0; accent-color: var(--text); }
input:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.whose, .small { color: var(--muted); font-size: 14px; }
.whose { margin-bottom: 20px; }
.small { margin: 4px 0 0; }
.told { padding: 12px 14px; border: 1px solid var(--line); border-radius: 10px; font-size: 15px; }
`;
