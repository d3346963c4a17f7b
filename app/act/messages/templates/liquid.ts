import { Liquid, type Template } from 'liquidjs';

/**
 * How Liquid is read in preview, test and delivery alike: objects show only their own properties, nothing is read from
 * disk, and a runaway template is stopped.
 */
export const LIQUID_OPTIONS = {
  ownPropertyOnly: true,
  // an empty text is nothing: templates ask `{% if line.image_url %}`
  jsTruthy: true,
  strictFilters: true,
  parseLimit: 500_000,
  renderLimit: 500,
  memoryLimit: 20_000_000,
  cache: false,
  relativeReference: false,
  root: [],
  partials: [],
  layouts: [],
};

/** Of the mails that the app ships: everything that is put out is escaped unless a template says `raw`. */
const engine = new Liquid({ ...LIQUID_OPTIONS, outputEscape: 'escape' });

export type LiquidTemplate = (view: object) => string;

/** @throws when the text is not Liquid */
export function liquidTemplate(text: string): LiquidTemplate {
  const template: Template[] = engine.parse(text);
  return (view) => String(engine.renderSync(template, view));
}
