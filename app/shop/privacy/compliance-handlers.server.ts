import type { TaskHandler } from '../../platform/work/tasks/task.ts';
import type { ComplianceDeps } from './compliance-ports.ts';
import { createGatherPerson } from './gather-person.server.ts';
import { createRedactCustomer } from './redact-customer.server.ts';
import { createRedactShop } from './redact-shop.server.ts';

/** By kind of task: what is done about each request under privacy law. */
export function createComplianceHandlers(deps: ComplianceDeps): Readonly<Record<string, TaskHandler>> {
  return {
    'customers/data_request': createGatherPerson(deps),
    'customers/redact': createRedactCustomer(deps),
    'shop/redact': createRedactShop(deps),
  };
}
