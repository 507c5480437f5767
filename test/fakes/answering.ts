import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';

/** What a service answers to one call: its output, or an error to throw. */
export type Answer = object | Error;

/** An error as the SDK throws it: `fault('ResourceNotFoundException')`. */
export function fault(name: string, message = name): Error {
  return Object.assign(new Error(message), { name, $fault: 'client' });
}

type Stack = Pick<CloudFormationClient['middlewareStack'], 'add'>;

/**
 * Makes a client answer by itself instead of asking AWS, command by command: `{ GetPolicyCommand: … }`. What is
 * not in the table is an error. The table is read at each call, so tests may change it.
 */
export function answering<C extends { readonly middlewareStack: object }>(
  client: C,
  answers: Record<string, Answer>,
): C {
  const stack = client.middlewareStack as Stack;
  stack.add(
    (_next, context) => async () => {
      const answer = answers[String(context['commandName'])] ?? fault('NotInTheTable');
      if (answer instanceof Error) throw answer;
      return { output: { $metadata: {}, ...answer }, response: {} };
    },
    { step: 'initialize', priority: 'high' },
  );
  return client;
}
