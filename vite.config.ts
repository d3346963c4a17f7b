import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vite';
import remixConfig from './remix.config.js';

export default defineConfig({
  plugins: [remix(remixConfig)],
  build: { assetsInlineLimit: 0, target: 'es2022' },
  // these ship code that Node cannot load as it is (JSON imports, CSS), so the server bundle takes them in
  ssr: { noExternal: ['@shopify/polaris', '@shopify/polaris-icons', '@shopify/shopify-app-remix'] },
  server: { middlewareMode: false, hmr: { overlay: true } },
});
