import { GraphQLError } from 'graphql';

/** No input array may be longer. https://shopify.dev/docs/api/usage/limits#input-array-limits */
export const LARGEST_INPUT = 250;

export function requireInputSize(input: readonly unknown[], largest = LARGEST_INPUT): void {
  if (input.length <= largest) return;
  throw new GraphQLError(`The input array size of ${input.length} is greater than the maximum allowed of ${largest}.`, {
    extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' },
  });
}

/** An input that the schema has and nothing here acts on: saying so is better than doing half of it. */
export function refuseInputs(type: string, input: Record<string, unknown>, simulated: readonly string[]): void {
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined || value === null || simulated.includes(name)) continue;
    throw new GraphQLError(`devstore does not simulate ${type}.${name}`, { extensions: { code: 'NOT_SIMULATED' } });
  }
}
