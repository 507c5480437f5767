import { nameIn, personIdOf, withName } from '../signin/person.ts';
import type { SignIn } from '../signin/signIn.ts';
import { each, type Run } from './run.ts';

/**
 * Gives Identity Center users their names: records since 2025 hold an id alone, and now and then a name beside it. A name
 * that cannot be looked up or kept is worth no delay: then the id is told.
 */
export async function nameAll(run: Run, signIns: readonly SignIn[]): Promise<SignIn[]> {
  const names = new Map<string, string>();
  for (const signIn of signIns) {
    const [id, name] = [personIdOf(signIn), nameIn(signIn)];
    if (id !== undefined && name !== undefined) names.set(id, name);
  }
  await each(run, [...names], async ([id, name]) => {
    await run.deps.acts.saveName(id, name).catch(() => undefined);
  });
  const unnamed = new Set(
    signIns.flatMap((signIn) => {
      const id = personIdOf(signIn);
      return id !== undefined && !names.has(id) ? [id] : [];
    }),
  );
  await each(run, [...unnamed], async (id) => {
    const name = await run.deps.acts.findName(id).catch(() => undefined);
    if (name !== undefined) names.set(id, name);
  });
  return signIns.map((signIn) => withName(signIn, names.get(personIdOf(signIn) ?? '')));
}
