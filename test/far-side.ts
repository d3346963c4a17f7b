// Runs before each file of tests. Shopify's library keeps the fetch that it finds when it is loaded, and files share what
// is loaded: what it finds is this one, which asks the test first.
type Answer = (...asked: Parameters<typeof fetch>) => Promise<Response> | null;
const sides = globalThis as { farSide?: { answer: Answer | null } };

if (!sides.farSide) {
  const farSide: { answer: Answer | null } = { answer: null };
  const real = globalThis.fetch;
  sides.farSide = farSide;
  globalThis.fetch = (input, init) => farSide.answer?.(input, init) ?? real(input, init);
}

/** What answers in the place of the network, where it does not answer null. */
export function standIn(answer: Answer | null): void {
  if (sides.farSide) sides.farSide.answer = answer;
}
