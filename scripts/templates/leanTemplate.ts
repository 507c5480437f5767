import { type Document, isMap, isScalar, parseDocument, Scalar, visit } from 'yaml';

/** Text with the values of parameters in its middle. */
export type JoinedCode = {
  readonly before: string;
  readonly references: readonly string[];
  readonly after: string;
};

/** A template as a document to be changed, and the code of its function, if it has one. */
export type LeanTemplate = {
  readonly document: Document;
  readonly code: string | undefined;
  /** Puts other code in the place of the function's: a text, or one that is joined of parameters. */
  replaceCode(code: string | JoinedCode): void;
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
  const [path = []] = keysAt(document, 'Resources')
    .map((id) => ['Resources', id, 'Properties', 'Code', 'ZipFile'])
    .filter((one) => isScalar(document.getIn(one, true)));
  const found = document.getIn(path, true);
  const code = path.length > 0 && isScalar(found) ? found : undefined;
  return {
    document,
    code: code === undefined ? undefined : String(code.value),
    replaceCode: (other) => {
      if (code === undefined) throw new Error('the template has no function');
      if (typeof other === 'string') {
        code.value = other;
        code.type = Scalar.BLOCK_LITERAL;
      } else document.setIn(path, joinOf(document, other));
    },
  };
}

/** `!Join ["", [before, !Ref Program1, …, after]]` */
function joinOf(document: Document, { before, references, after }: JoinedCode) {
  const parts = [
    document.createNode(before),
    ...references.map((name) => {
      const reference = new Scalar(name);
      reference.tag = '!Ref';
      return reference;
    }),
    document.createNode(after),
  ];
  const join = document.createNode(['', parts]);
  join.tag = '!Join';
  return join;
}

function keysAt(document: Document, section: string): readonly string[] {
  const map = document.get(section);
  return isMap(map) ? map.items.map(({ key }) => String(key)) : [];
}
