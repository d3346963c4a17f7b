import { Liquid, type Template } from 'liquidjs';

/**
 * The one Liquid engine of preview, test and delivery. Everything that is put out is escaped unless a template says
 * `raw`; objects show only their own properties, nothing is read from disk, and a runaway template is stopped.
 */
const engine = new Liquid({
  outputEscape: 'escape',
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
});

export type LiquidTemplate = (view: object) => string;

/** @throws when the text is not Liquid */
export function liquidTemplate(text: string): LiquidTemplate {
  const template: Template[] = engine.parse(text);
  return (view) => String(engine.renderSync(template, view));
}
