import type { CliWorld } from '../cliShell.ts';

export async function uninstalls(_world: CliWorld): Promise<void> {}
