// Liquid as merchants write it in designed mails.
import { Liquid, type Template } from 'liquidjs';
import { LIQUID_OPTIONS, type LiquidTemplate } from '../liquid.ts';

/** What would read files, put out what nobody escaped, or show Liquid as it is written. */
const NOT_FOR_MERCHANTS = ['include', 'render', 'layout', 'block', 'raw', 'tablerow', 'liquid', 'inline comment', '#'];

function merchantsEngine(escapes: boolean): Liquid {
  // the whole tree of blocks is one template, and a mail takes far less than a tenth of a second
  const engine = new Liquid({ ...LIQUID_OPTIONS, renderLimit: 250, ...(escapes && { outputEscape: 'escape' }) });
  for (const tag of NOT_FOR_MERCHANTS) delete engine.tags[tag];
  engine.unregisterFilter('raw');
  return engine;
}

const html = merchantsEngine(true);
const plain = merchantsEngine(false);

/** For a subject or a text part, which show what stands there, or for HTML, where everything put out is escaped. */
export type LiquidPart = 'html' | 'plain';

/** @throws when the text is not Liquid, or uses what merchants may not */
export function designedTemplate(text: string, part: LiquidPart): LiquidTemplate {
  const engine = part === 'html' ? html : plain;
  const template: Template[] = engine.parse(text);
  return (view) => String(engine.renderSync(template, view));
}

/**
 * What a text asks the view for, as paths such as `contact.first_name`; what it sets itself is not among them.
 * @throws when the text is not Liquid
 */
export function askedOf(text: string): string[] {
  return plain.globalFullVariablesSync(plain.parse(text), { partials: false });
}
