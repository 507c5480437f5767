import { vi } from 'vitest';
import { runProgram } from '../../src/cli/program.ts';
import { type AwsCall, AwsFault, startAws, type TestAws } from './awsServer.ts';
import { createFakeClock } from './fakeClock.ts';
import { createFakeTerminal } from './fakeTerminal.ts';
import { ACCOUNT } from './records.ts';

/** The command line in this process, with an AWS account on 127.0.0.1 and a clock that does not wait. */
export type AwsShell = {
  readonly aws: TestAws;
  /** Answers to the questions that the next command asks; none: nobody is there to ask. */
  answers: readonly string[];
  loginbell(
    ...args: readonly string[]
  ): Promise<{ readonly code: number; readonly out: string; readonly err: string }>;
  /** The calls that change something, as `service.Action`. */
  changes(): readonly string[];
  close(): Promise<void>;
};

export async function openAwsShell(): Promise<AwsShell> {
  const aws = await startAws();
  for (const name of Object.keys(process.env).filter((one) => one.startsWith('AWS_'))) {
    vi.stubEnv(name, undefined);
  }
  vi.stubEnv('AWS_ENDPOINT_URL', aws.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
  aws.answers.set('sts.GetCallerIdentity', () => ({
    Account: ACCOUNT,
    Arn: `arn:aws:iam::${ACCOUNT}:user/alice`,
  }));
  aws.answers.set('account.ListRegions', () => ({ Regions: [{ RegionName: 'us-east-1' }] }));
  const shell: AwsShell = {
    aws,
    answers: [],
    loginbell: async (...args) => {
      const terminal = createFakeTerminal(shell.answers);
      const environment = { ...process.env, LANG: 'en_US.UTF-8' };
      const code = await runProgram(args, environment, terminal, createFakeClock());
      const { out, err } = terminal.printed;
      return { code, out: out.join('\n'), err: err.join('\n') };
    },
    changes: () =>
      aws.calls
        .filter(({ action }) => !/^(Describe|Get|List)/.test(action))
        .map(({ service, action }) => `${service}.${action}`),
    close: async () => {
      await aws.close();
      vi.unstubAllEnvs();
    },
  };
  return shell;
}

/** What a call was given, of the last one of this name. */
export function lastCall(aws: TestAws, action: string): AwsCall['input'] {
  return aws.calls.findLast((call) => call.action === action)?.input ?? {};
}

export { AwsFault };
