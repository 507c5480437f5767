/**
 * The built templates on an emulated AWS account, from CloudFormation to the reader and back:
 * `node test/e2e/emulator.ts`. Needs Python 3 and a package index (MiniStack is installed once
 * into node_modules/.cache), and about three minutes, most of them Lambda's waits between retries.
 */
import { runChecks } from './checks.ts';
import { createClients } from './clients.ts';
import { MINISTACK, RETRY_SECONDS, startEmulator } from './emulatorServer.ts';
import { deadLetters } from './scenarios/deadLetters.ts';
import { deploysTwice } from './scenarios/deploys.ts';
import { diesHalfway } from './scenarios/diesHalfway.ts';
import { followsTheTrail } from './scenarios/followsTheTrail.ts';
import { gathersCrowds } from './scenarios/gathersCrowds.ts';
import { leavesBehind } from './scenarios/leavesBehind.ts';
import { swapsTwins } from './scenarios/swapsTwins.ts';
import { tellsOnce } from './scenarios/tellsOnce.ts';
import { updatesInPlace } from './scenarios/updatesInPlace.ts';
import { readNotification } from './template.ts';

await runChecks(async (checks) => {
  const emulator = await startEmulator();
  const clients = createClients(emulator);
  checks.note(`${MINISTACK} on ${emulator.endpoint}; retries after ${RETRY_SECONDS} s`);
  const world = { checks, clients, emulator, ...readNotification() };
  try {
    const [one, two] = await deploysTwice(world);
    await tellsOnce(world, one, two);
    await followsTheTrail(world, two);
    await swapsTwins(world, two);
    const updated = await updatesInPlace(world, one);
    await gathersCrowds(world, updated);
    await Promise.all([diesHalfway(world, updated), deadLetters(world, two)]);
    await leavesBehind(world, [updated, two]);
  } catch (error) {
    checks.note(`the emulator's last words:\n${emulator.log().slice(-3000)}`);
    throw error;
  } finally {
    clients.destroy();
    await emulator.stop();
  }
});
