export interface Setting {
  type: string;
  id?: string;
  default?: unknown;
  autofill?: boolean;
}

/** What stands in `{% schema %}` of a section or of an app's block. */
export interface BlockSchema {
  name: string;
  target?: 'section' | 'body' | 'head' | 'compliance_head';
  class?: string;
  tag?: string | null;
  javascript?: string;
  stylesheet?: string;
  settings?: Setting[];
  enabled_on?: { templates?: string[] };
  disabled_on?: { templates?: string[] };
}

export function readSchema(liquid: string, file: string): BlockSchema {
  const text = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/.exec(liquid)?.[1];
  if (!text) return { name: file };
  try {
    return JSON.parse(text) as BlockSchema;
  } catch (error) {
    throw new Error(`${file}: the schema is not JSON: ${String(error)}`, { cause: error });
  }
}

/** The defaults of the schema with what the merchant chose over them. */
export function settingsOf(schema: BlockSchema, chosen: Record<string, unknown> = {}): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const setting of schema.settings ?? []) {
    if (setting.id) settings[setting.id] = chosen[setting.id] ?? setting.default ?? null;
  }
  return settings;
}

export function standsOn(schema: BlockSchema, template: string): boolean {
  const { enabled_on: enabled, disabled_on: disabled } = schema;
  const names = (list: string[]): boolean => list.includes('*') || list.includes(template);
  if (enabled?.templates) return names(enabled.templates);
  return disabled?.templates ? !names(disabled.templates) : true;
}
