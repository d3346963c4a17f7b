import type { Address } from '../../shop/types.ts';
import { gid } from '../context.ts';

export function addressNode(address: Address, ownerId: string): Record<string, unknown> {
  return {
    __typename: 'MailingAddress',
    id: gid('MailingAddress', `9${ownerId.slice(1)}`),
    firstName: address.firstName,
    lastName: address.lastName,
    name: `${address.firstName} ${address.lastName}`.trim(),
    company: null,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    province: address.province,
    provinceCode: address.provinceCode,
    zip: address.zip,
    country: address.country,
    countryCode: address.countryCode,
    countryCodeV2: address.countryCode,
    phone: address.phone,
  };
}
