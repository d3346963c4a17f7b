import type { Hono } from 'hono';
import { openAccounts } from '../../accounts/open-accounts.ts';
import type { Storefront } from '../../storefront.ts';
import { registerAccountPages } from './account-pages.ts';
import { registerLogin } from './login.ts';
import { registerRecovery } from './recover.ts';
import { registerRegistration } from './register-customer.ts';

/** Everything under `/account`. */
export function registerAccount(app: Hono, storefront: Storefront): void {
  const accounts = openAccounts(storefront.devstore);
  registerLogin(app, storefront, accounts);
  registerRegistration(app, storefront, accounts);
  registerRecovery(app, storefront, accounts);
  registerAccountPages(app, storefront);
}
