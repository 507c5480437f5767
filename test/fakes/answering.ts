import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';

/** What a service answers to one call: its output, an error to throw, or what makes one of these of the input. */
export type Answer = object | Error | ((input: object, region: string) => object | Error);

/** An error as the SDK throws it: `fault('ResourceNotFoundException')`. */
export function fault(name: string, message = name): Error {
  return Object.assign(new Error(message), { name, $fault: 'client' });
}

type Stack = Pick<CloudFormationClient['middlewareStack'], 'add'>;

/**
 * Makes a client answer by itself instead of asking AWS, command by command: `{ GetPolicyCommand: … }`. What is
 * not in the table is an error. The table is read at each call, so tests may change it.
 */
export function answering<C extends { readonly middlewareStack: object; readonly config: object }>(
  client: C,
  answers: Record<string, Answer>,
): C {
  const stack = client.middlewareStack as Stack;
  stack.add(
    (_next, context) =>
      async ({ input }: { readonly input: object }) => {
        const found = answers[String(context['commandName'])] ?? fault('NotInTheTable');
        const answer: object =
          typeof found === 'function' ? found(input, await regionOf(client)) : found;
        if (answer instanceof Error) throw answer;
        return { output: { $metadata: {}, ...answer }, response: {} };
      },
    { step: 'initialize', priority: 'high' },
  );
  return client;
}

async function regionOf({ config }: { readonly config: object }): Promise<string> {
  const { region } = config as { readonly region?: () => Promise<string> };
  return (await region?.()) ?? '';
}
