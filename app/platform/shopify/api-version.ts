import { ApiVersion } from '@shopify/shopify-api';

/** The pinned version of the Admin API; shopify.app.toml and the packaged schema name the same one (a test compares). */
export const API_VERSION = ApiVersion.October26;
