import { Resolver } from 'node:dns/promises';

/** No such name, or no record of this kind there: an answer. Anything else is none. */
const NOTHING: ReadonlySet<unknown> = new Set(['ENOTFOUND', 'ENODATA', 'NXDOMAIN']);

/** What domains say of their mail. */
export function createMailDns(timeoutMs = 3000) {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
  const orNothing = async <T>(answer: Promise<T[]>): Promise<T[]> => {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof Error && 'code' in error && NOTHING.has(error.code)) return [];
      throw error;
    }
  };
  return {
    txt: async (name: string) => (await orNothing(resolver.resolveTxt(name))).map((strings) => strings.join('')),
    mx: async (name: string) => (await orNothing(resolver.resolveMx(name))).map(({ exchange }) => exchange),
  };
}
