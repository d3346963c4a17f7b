/** How a provider is reached. */
export interface ProviderTools {
  timeoutMs: number;
  /** in place of the provider's own address; for tests and the devstore */
  origin?: string | undefined;
}
