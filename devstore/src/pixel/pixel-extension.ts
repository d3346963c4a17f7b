import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { bundle } from '../browser/browser-script.ts';
import { treeVersion } from '../storefront/theme/file-tree.ts';
import type { Privacy } from './messages.ts';

interface Toml {
  customer_privacy?: Partial<Record<'analytics' | 'marketing' | 'preferences' | 'sale_of_data', boolean | string>>;
}

const purposeNames = {
  analytics: 'analyticsProcessingAllowed',
  marketing: 'marketingAllowed',
  preferences: 'preferencesProcessingAllowed',
} as const;

/** The app's pixel extension as it lies in its folder. */
export interface PixelExtension {
  /** Which consents it asks for in `shopify.extension.toml`; all must be given before it runs. */
  purposes(): (keyof Privacy)[];
  script(): Promise<string>;
}

export function pixelExtension(folder: string): PixelExtension {
  let version = -1;
  let text: Promise<string> | undefined;
  return {
    purposes() {
      const file = join(folder, 'shopify.extension.toml');
      const wanted = existsSync(file) ? (parse(readFileSync(file, 'utf8')) as Toml).customer_privacy : undefined;
      if (!wanted) return ['analyticsProcessingAllowed'];
      const asked = Object.entries(purposeNames).flatMap(([name, purpose]) =>
        wanted[name as keyof typeof purposeNames] === true ? [purpose] : [],
      );
      // A pixel whose use of data counts as selling it does not run for somebody who opted out of that.
      return wanted.sale_of_data === 'enabled' ? [...asked, 'saleOfDataAllowed'] : asked;
    },
    script() {
      const now = treeVersion([join(folder, 'src')]);
      if (!text || now !== version) text = read(folder);
      version = now;
      return text;
    },
  };
}

async function read(folder: string): Promise<string> {
  const entry = ['src/index.ts', 'src/index.js'].map((file) => join(folder, file)).find((file) => existsSync(file));
  return entry ? bundle(entry) : '';
}
