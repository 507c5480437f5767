import type { JsonObject, Template } from './loadTemplate.ts';

/**
 * What the function of a stack with these parameters is told to guard: `OWN_RESOURCES`, filled in as
 * CloudFormation does. Throws for a name that is not given.
 */
export function ownResourcesOf(
  template: Template,
  values: Readonly<Record<string, string>>,
): readonly string[] {
  const { Environment } = template.Resources['ConsoleLoginNotificationLambda']?.Properties ?? {};
  const { OWN_RESOURCES } = (Environment as JsonObject)['Variables'] as JsonObject;
  const [text] = (OWN_RESOURCES as { 'Fn::Sub': [string, JsonObject] })['Fn::Sub'];
  return filledIn(text, values)
    .split(',')
    .filter((name) => name !== '');
}

/** A text of `Fn::Sub` with its `${…}` places filled in. */
export function filledIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{([\w:]+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`nothing to fill in for ${name}`);
    return value;
  });
}
