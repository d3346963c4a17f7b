// The plans of all statements that some work runs: what is kept for each order may not walk through a whole table.
import { CompiledQuery, type KyselyPlugin, type RootOperationNode, sql } from 'kysely';
import type { Database, Trx } from '../../platform/db/db.ts';

export interface StatementPlan {
  text: string;
  plan: string;
}

/**
 * could: whether it has to walk, however small the tables are. does: what it takes for tables as large as they are, which
 * says something of those only that hold some thousands of rows and whose sizes are known.
 */
export type Planned = 'could' | 'does';

/** A database that remembers what it is asked, to tell the plan of each. */
export function watched(db: Database): { db: Database; plans(how?: Planned): Promise<StatementPlan[]> } {
  const nodes: RootOperationNode[] = [];
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      nodes.push(node);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return {
    db: {
      ...db,
      read: db.read.withPlugin(plugin),
      write: (fn, options) => db.write((trx) => fn(trx.withPlugin(plugin) as Trx), options),
    },
    plans: (how = 'could') => db.write((trx) => plansIn(trx, db.dialect, nodes, how)),
  };
}

/** The plan of every statement that `work` runs. */
export async function plansOf(
  db: Database,
  work: (trx: Trx) => Promise<unknown>,
  how: Planned = 'could',
): Promise<StatementPlan[]> {
  const watching = watched(db);
  await watching.db.write(work);
  return watching.plans(how);
}

async function plansIn(trx: Trx, dialect: Database['dialect'], nodes: readonly RootOperationNode[], how: Planned) {
  // a small table is walked because that is quicker: asked not to, the planner shows whether it has to
  if (dialect === 'postgres' && how === 'could') await sql`set local enable_seqscan = off`.execute(trx);
  const plans = new Map<string, string>();
  for (const node of nodes) {
    const compiled = trx.getExecutor().compileQuery(node, { queryId: 'plan' });
    // a setting has no plan
    if (plans.has(compiled.sql) || /^\s*set\b/.test(compiled.sql)) continue;
    const explain = dialect === 'sqlite' ? 'explain query plan ' : 'explain ';
    const { rows } = await trx.executeQuery(CompiledQuery.raw(explain + compiled.sql, [...compiled.parameters]));
    plans.set(compiled.sql, rows.map((row) => Object.values(row as object).join(' ')).join('\n'));
  }
  return [...plans].map(([text, plan]) => ({ text, plan }));
}

/** The steps of a plan that go through a table, an index or what was gathered from end to end. */
export function walksIn(dialect: Database['dialect'], { plan }: StatementPlan): string[] {
  return plan.split('\n').filter((line, index, lines) => {
    if (dialect === 'postgres') {
      // an index that is not entered by the shop is walked from end to end
      const entered = lines.slice(index + 1, index + 3).some((next) => /Index Cond: .*shop/.test(next));
      return line.includes('Seq Scan') || (/Index (Only )?Scan/.test(line) && !entered);
    }
    return /\bSCAN\b/.test(line) && !/SCAN (CONSTANT ROW|\(subquery|\d+[ -]ROW|.*VALUES)/i.test(line);
  });
}
