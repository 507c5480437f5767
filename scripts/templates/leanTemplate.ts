import { type Document, isMap, isScalar, parseDocument, Scalar, visit } from 'yaml';

/** A template as a document to be changed, and the code of its function, if it has one. */
export type LeanTemplate = {
  readonly document: Document;
  readonly code: string | undefined;
  /** Puts other code in the place of the function's. */
  replaceCode(code: string): void;
};

/**
 * The template without what only people need: comments, and the descriptions, labels and groups of parameters and
 * outputs. What CloudFormation acts on is left as it is. Throws where the text is not YAML.
 */
export function leanTemplate(text: string): LeanTemplate {
  // CloudFormation's own tags (!Ref, !Sub) are unknown to the parser, which keeps them and warns.
  const document = parseDocument(text, { logLevel: 'error' });
  const [problem] = document.errors;
  if (problem !== undefined) throw problem;
  document.commentBefore = document.comment = null;
  visit(document, {
    Node: (_, node) => {
      node.commentBefore = node.comment = null;
      node.spaceBefore = false;
    },
  });
  document.deleteIn(['Metadata', 'AWS::CloudFormation::Interface']);
  for (const section of ['Parameters', 'Outputs']) {
    for (const name of keysAt(document, section)) document.deleteIn([section, name, 'Description']);
  }
  const [code] = keysAt(document, 'Resources')
    .map((id) => document.getIn(['Resources', id, 'Properties', 'Code', 'ZipFile'], true))
    .filter((node) => isScalar(node));
  return {
    document,
    code: code === undefined ? undefined : String(code.value),
    replaceCode: (other) => {
      if (code === undefined) throw new Error('the template has no function');
      code.value = other;
      code.type = Scalar.BLOCK_LITERAL;
    },
  };
}

function keysAt(document: Document, section: string): readonly string[] {
  const map = document.get(section);
  return isMap(map) ? map.items.map(({ key }) => String(key)) : [];
}
