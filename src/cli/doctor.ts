import type { Aws } from '../aws/openAws.ts';
import { LoginbellError } from '../errors.ts';
import type { CheckResult } from '../health/verdict.ts';
import type { AwsVerbOptions } from './awsOptions.ts';
import { EXIT } from './exitCodes.ts';
import { historyOf } from './historyOnAws.ts';
import { findInstallation, noInstallation } from './installationOptions.ts';
import { linkLines } from './linkLines.ts';
import { lookAtHealth } from './lookAtHealth.ts';
import { loadQuietRuleUse, quietRuleLines } from './quietRulesReport.ts';
import { printableJson } from './terminal.ts';
import type { VerbContext } from './verbContext.ts';
import { loadWayUse, wayLines } from './waysReport.ts';
import { cliWords } from './words/words.ts';

/** `loginbell doctor`: every link of the chain with a verdict, the evidence and the repair. */
export async function examine(
  aws: Aws,
  common: AwsVerbOptions,
  options: Readonly<Record<string, unknown>>,
  context: VerbContext,
): Promise<number> {
  const { terminal, clock, language } = context;
  const { accountId, region } = await aws.place();
  const installation = await findInstallation(aws, common, options, clock).catch(
    (error: unknown) => {
      // A failed attempt is as good as none, and no fault of this look.
      if (error instanceof LoginbellError && error.code === 'stack-failed') return error;
      throw error;
    },
  );
  if (installation === undefined || installation instanceof LoginbellError) {
    const problem = installation?.message ?? noInstallation(accountId, region, common, options);
    if (common.json) terminal.out(printableJson({ accountId, region, problem, links: [] }));
    else terminal.err(`loginbell: ${problem}`);
    return EXIT.broken;
  }
  terminal.progress('looking at every link');
  const links = await lookAtHealth(aws, installation, context);
  const { quiet } = installation;
  const history = await historyOf(installation, aws, context);
  const quietRules = quiet.length === 0 ? [] : await loadQuietRuleUse(quiet, history, clock.now());
  const ways = await loadWayUse(history, clock.now());
  terminal.progress('');
  const { stack, suffix } = installation;
  if (common.json)
    terminal.out(printableJson({ accountId, region, stack, suffix, links, quietRules, ways }));
  else {
    const words = cliWords(language);
    terminal.out(terminal.style.bold(words.stack(stack, accountId, region)));
    for (const link of links) {
      for (const line of linkLines(link, terminal.style, language)) terminal.out(line);
    }
    terminal.out(terminal.style.bold(words.summary(countsOf(links))));
    for (const line of [...quietRuleLines(quietRules), ...wayLines(ways)]) terminal.out(line);
  }
  return exitCodeOf(links);
}

function countsOf(links: readonly CheckResult[]) {
  const count = (verdict: CheckResult['verdict']) =>
    links.filter((link) => link.verdict === verdict).length;
  return {
    all: links.length,
    ok: count('ok'),
    warning: count('warning'),
    broken: count('broken'),
    unknown: count('unknown'),
  };
}

/** Broken beats unknown: what hangs on a broken link could not be judged. */
function exitCodeOf(links: readonly CheckResult[]): number {
  if (links.some(({ verdict }) => verdict === 'broken')) return EXIT.broken;
  return links.some(({ verdict }) => verdict === 'unknown') ? EXIT.unknown : EXIT.ok;
}
