/**
 * What the law of a visitor's region asks for, as Shopify's customer privacy settings have it out of the box:
 * `opt_in` processes nothing until it is allowed, `opt_out_of_sale` everything until the sale of data is declined.
 * https://help.shopify.com/en/manual/privacy-and-security/privacy/customer-privacy-settings/privacy-settings
 */
export type PrivacyRule = 'opt_in' | 'opt_out_of_sale' | 'none';

export interface Region {
  /** ISO 3166-1 with, in the United States, the state: what `getRegion()` answers. */
  code: string;
  name: string;
  rule: PrivacyRule;
}

export const REGIONS = [
  { code: 'IT', name: 'Italy', rule: 'opt_in' },
  { code: 'DE', name: 'Germany', rule: 'opt_in' },
  { code: 'GB', name: 'United Kingdom', rule: 'opt_in' },
  { code: 'USCA', name: 'California', rule: 'opt_out_of_sale' },
  { code: 'USTX', name: 'Texas', rule: 'opt_out_of_sale' },
  { code: 'JP', name: 'Japan', rule: 'none' },
] as const satisfies Region[];

export type RegionCode = (typeof REGIONS)[number]['code'];

export function regionOf(code: string): Region {
  return REGIONS.find((region) => region.code === code) ?? REGIONS[0];
}
