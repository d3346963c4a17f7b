import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{app,devstore,extensions,bench,scripts,test}/**/*.test.{ts,tsx}'],
    globalSetup: ['test/setup-databases.ts'],
    setupFiles: ['test/far-side.ts'],
    testTimeout: 90_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: 2,
    // a file's modules stay for the next one: reading them anew for each file took a sixth of the time
    isolate: false,
  },
});
