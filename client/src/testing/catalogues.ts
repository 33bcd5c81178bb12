/** Every text of every catalogue, in whatever branch it stands, as its source has it: what is filled in is a HOLE. */
import ts from 'typescript';

export const HOLE = '◌';

export interface Text {
  /** The catalogue: board, driver … */
  readonly catalogue: string;
  readonly line: number;
  readonly said: string;
}

const sources = {
  en: import.meta.glob<string>('../**/*.en.ts', { query: '?raw', import: 'default', eager: true }),
  ko: import.meta.glob<string>('../**/*.ko.ts', { query: '?raw', import: 'default', eager: true }),
};

export const textsOf = (language: keyof typeof sources): readonly Text[] =>
  Object.entries(sources[language]).flatMap(([path, source]) =>
    textsIn(source, /([^/]+)\.\w+\.ts$/.exec(path)?.[1] ?? path),
  );

export function textsIn(source: string, catalogue: string): readonly Text[] {
  const file = ts.createSourceFile(`${catalogue}.ts`, source, ts.ScriptTarget.Latest, true);
  const texts: Text[] = [];
  const visit = (node: ts.Node): void => {
    const said = saidBy(node);
    if (said !== null) {
      const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      texts.push({ catalogue, line, said });
    }
    node.forEachChild(visit);
  };
  visit(file);
  return texts;
}

function saidBy(node: ts.Node): string | null {
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map(({ literal }) => HOLE + literal.text).join('');
  return ts.isStringLiteralLike(node) && isSaid(node) ? node.text : null;
}

/** Not a key, a type, what is compared or chosen by, or an import. */
function isSaid(node: ts.StringLiteralLike): boolean {
  const { parent } = node;
  return !(
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    ts.isImportDeclaration(parent) ||
    ts.isLiteralTypeNode(parent) ||
    ts.isCaseClause(parent) ||
    ts.isElementAccessExpression(parent) ||
    (ts.isBinaryExpression(parent) &&
      [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken].includes(
        parent.operatorToken.kind,
      ))
  );
}
