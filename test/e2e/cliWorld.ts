import { startCloudTrail } from '../fakes/cloudTrailServer.ts';
import { runChecks } from './checks.ts';
import { createClients } from './clients.ts';
import { type CliWorld, openShell } from './cliShell.ts';
import { MINISTACK, startEmulator } from './emulatorServer.ts';

/** Runs a trial of the command line in an emulated account of its own, and ends all that it started. */
export async function runCliTrial(trial: (world: CliWorld) => Promise<void>): Promise<void> {
  await runChecks(async (checks) => {
    const emulator = await startEmulator();
    const cloudTrail = await startCloudTrail();
    const clients = createClients(emulator);
    const shell = openShell(emulator, cloudTrail);
    checks.note(`${MINISTACK} on ${emulator.endpoint}, CloudTrail on ${cloudTrail.endpoint}`);
    try {
      await trial({ checks, clients, emulator, cloudTrail, shell });
    } catch (error) {
      checks.note(`the emulator's last words:\n${emulator.log().slice(-3000)}`);
      throw error;
    } finally {
      shell.close();
      clients.destroy();
      await cloudTrail.close();
      await emulator.stop();
    }
  });
}
