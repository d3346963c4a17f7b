import { gid, idOf, type GraphContext } from './context.ts';

interface PixelArguments {
  id?: unknown;
  /** The schema's scalar JSON: Shopify takes an object or the text of one. */
  webPixel: { settings: unknown };
}

/** `webPixelCreate`, `webPixelUpdate`, `webPixelDelete`: an app has one pixel. */
export function pixelMutations(context: GraphContext): Record<string, unknown> {
  const { app } = context.devstore.store;
  const saved = (settings: Record<string, unknown>) => {
    const pixel = app.saveWebPixel(settings);
    return { webPixel: { id: gid('WebPixel', pixel.id), settings: JSON.stringify(pixel.settings) }, userErrors: [] };
  };
  return {
    webPixelCreate: ({ webPixel }: PixelArguments) => {
      if (app.webPixel()) return refused('TAKEN', 'Web pixel is taken.');
      const settings = settingsOf(webPixel.settings);
      return settings
        ? saved(settings)
        : refused('INVALID_CONFIGURATION_JSON', 'The provided settings is not a valid JSON.');
    },
    webPixelUpdate: ({ id, webPixel }: PixelArguments) => {
      if (idOf('WebPixel', id) !== app.webPixel()?.id)
        return refused('NOT_FOUND', 'No web pixel was found for this app.');
      const settings = settingsOf(webPixel.settings);
      return settings
        ? saved(settings)
        : refused('INVALID_CONFIGURATION_JSON', 'The provided settings is not a valid JSON.');
    },
    webPixelDelete: ({ id }: { id: unknown }) => {
      const pixel = app.webPixel();
      if (!pixel || idOf('WebPixel', id) !== pixel.id) {
        return {
          deletedWebPixelId: null,
          userErrors: [{ code: 'NOT_FOUND', field: ['id'], message: 'No web pixel was found.' }],
        };
      }
      app.removeWebPixel();
      return { deletedWebPixelId: gid('WebPixel', pixel.id), userErrors: [] };
    },
  };
}

function refused(code: string, message: string) {
  return { webPixel: null, userErrors: [{ code, field: null, message }] };
}

function settingsOf(given: unknown): Record<string, unknown> | undefined {
  try {
    const value: unknown = typeof given === 'string' ? JSON.parse(given) : given;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
