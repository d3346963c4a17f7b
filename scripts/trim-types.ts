import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';

/**
 * Leaves out of a generated file the type aliases that nothing else in it needs: of the 26,000 lines that describe the
 * inputs and enums of the whole Admin schema our documents use a few dozen, and the app reads the file at each start.
 */
export function trimTypes(path: string): void {
  const text = readFileSync(path, 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const aliases = new Map<string, ts.TypeAliasDeclaration>();
  const needed = new Set<ts.Statement>();
  const toVisit: ts.Statement[] = [];
  for (const statement of source.statements) {
    if (ts.isTypeAliasDeclaration(statement) && !/(Query|Mutation|Fragment|Variables)$/.test(statement.name.text)) {
      aliases.set(statement.name.text, statement);
    } else {
      toVisit.push(statement);
    }
  }
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const alias = aliases.get(node.text);
      if (alias && !needed.has(alias)) toVisit.push(alias);
    }
    ts.forEachChild(node, visit);
  };
  for (let statement = toVisit.pop(); statement; statement = toVisit.pop()) {
    if (needed.has(statement)) continue;
    needed.add(statement);
    visit(statement);
  }
  const kept = source.statements.filter((statement) => needed.has(statement));
  writeFileSync(path, kept.map((statement) => statement.getFullText(source)).join(''));
}
