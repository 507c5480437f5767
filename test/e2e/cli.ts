/**
 * The verbs on AWS as a person types them, on an emulated account: `node test/e2e/cli.ts`. Needs what emulator.ts needs.
 * MiniStack has no CloudTrail trails, so a small server of ours answers for CloudTrail, and cloudtrail.yaml is not deployed.
 */
import { runCliTrial } from './cliWorld.ts';
import { breaksEachLink } from './scenarios/breaksEachLink.ts';
import { confirms } from './scenarios/confirms.ts';
import { installs } from './scenarios/installs.ts';
import { leastPolicies } from './scenarios/leastPolicies.ts';
import { needsNoMore } from './scenarios/needsNoMore.ts';
import { operates } from './scenarios/operates.ts';
import { uninstalls } from './scenarios/uninstalls.ts';

await runCliTrial(async (world) => {
  await installs(world);
  await confirms(world);
  await leastPolicies(world);
  await operates(world);
  await needsNoMore(world);
  await uninstalls(world);
  await breaksEachLink(world);
});
