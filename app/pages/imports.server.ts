import type { ImportPages } from '../ui/views/import-views.ts';

interface Deps {
  imports: object;
}

export function createImportPages(_deps: Deps): ImportPages {
  return { list: async () => [], start: async () => '' };
}
