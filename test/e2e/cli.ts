/**
 * The verbs on AWS as a person types them, on an emulated account: `node test/e2e/cli.ts`. Needs what emulator.ts needs.
 * MiniStack has no CloudTrail trails, so a small server of ours answers for CloudTrail, and cloudtrail.yaml is not deployed.
 */
import { startCloudTrail } from '../fakes/cloudTrailServer.ts';
import { runChecks } from './checks.ts';
import { createClients } from './clients.ts';
import { openShell } from './cliShell.ts';
import { MINISTACK, startEmulator } from './emulatorServer.ts';
import { breaksEachLink } from './scenarios/breaksEachLink.ts';
import { confirms } from './scenarios/confirms.ts';
import { installs } from './scenarios/installs.ts';
import { leastPolicies } from './scenarios/leastPolicies.ts';
import { needsNoMore } from './scenarios/needsNoMore.ts';
import { operates } from './scenarios/operates.ts';
import { uninstalls } from './scenarios/uninstalls.ts';

await runChecks(async (checks) => {
  const emulator = await startEmulator();
  const cloudTrail = await startCloudTrail();
  const clients = createClients(emulator);
  const shell = openShell(emulator, cloudTrail);
  checks.note(`${MINISTACK} on ${emulator.endpoint}, CloudTrail on ${cloudTrail.endpoint}`);
  const world = { checks, clients, emulator, cloudTrail, shell };
  try {
    await installs(world);
    await confirms(world);
    await leastPolicies(world);
    await operates(world);
    await needsNoMore(world);
    await uninstalls(world);
    await breaksEachLink(world);
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
