import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../src/cli/program.ts';
import { createFakeTerminal } from '../fakes/fakeTerminal.ts';
import { BIN } from '../fakes/runCli.ts';

async function run(...args: string[]) {
  const terminal = createFakeTerminal();
  const code = await runProgram(args, {}, terminal);
  return { code, out: terminal.printed.out.join('\n'), err: terminal.printed.err.join('\n') };
}

type Statement = {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
};

describe('loginbell template', () => {
  it('prints a built template as it stands in templates/, with or without .yaml', async () => {
    const file = new URL('../../templates/cloudtrail.yaml', import.meta.url);
    const { code, out } = await run('template', 'cloudtrail');
    expect([code, `${out}\n`]).toEqual([0, readFileSync(file, 'utf8')]);
    expect((await run('template', 'cloudtrail.yaml')).out).toBe(out);
  });

  it('prints the packed form of one when asked to', async () => {
    const file = new URL('../../templates/packed/safety-net.yaml', import.meta.url);
    const { code, out } = await run('template', 'safety-net', '--packed');
    expect([code, `${out}\n`]).toEqual([0, readFileSync(file, 'utf8')]);
  });

  it('lists the names, also to who asks for another, and for one outside the folder', async () => {
    expect((await run('template')).out).toContain('console-login-notification');
    for (const name of ['nothing', '../package', '../infra/cloudtrail']) {
      const { code, err } = await run('template', name);
      expect(code).toBe(2);
      expect(err).toContain('there are cloudtrail, console-login-notification');
    }
  });
});

describe('loginbell iam-policy', () => {
  it('prints a policy for an account, a region and a suffix', async () => {
    const { code, out } = await run(
      ...['iam-policy', 'confirm', '--account', '111122223333'],
      ...['--region', 'us-gov-west-1', '--suffix', 'bell01'],
    );
    expect(code).toBe(0);
    expect(JSON.parse(out).Statement[0].Resource).toEqual([
      'arn:aws-us-gov:sns:us-gov-west-1:111122223333:SendEmailTopic-bell01',
      'arn:aws-us-gov:sns:us-gov-west-1:111122223333:LoginbellAlarmTopic-bell01',
    ]);
  });

  it('prints what stands in examples/, for any account and region', async () => {
    const file = new URL('../../examples/iam-policy-deploy.json', import.meta.url);
    const { out } = await run('iam-policy', 'deploy');
    expect(JSON.parse(out)).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });

  it.each(['deploy', 'confirm', 'uninstall'])(
    'stays within what IAM takes for %s: 6,144 characters, statements with names of their own',
    async (verb) => {
      const { out } = await run(
        'iam-policy',
        verb,
        '--account',
        '111122223333',
        '--region',
        'ap-northeast-1',
      );
      const policy = JSON.parse(out);
      expect(JSON.stringify(policy).length).toBeLessThanOrEqual(6144);
      const ids = policy.Statement.map(({ Sid }: { Sid: string }) => Sid);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9]+$/);
    },
  );

  it('of deploy: no policy but its own on a role, no log group but its own to delete', async () => {
    const { out } = await run('iam-policy', 'deploy', '--account', '111122223333');
    const statements: readonly Statement[] = JSON.parse(out).Statement;
    const allowing = (action: string) =>
      statements.filter(({ Action }) => [Action].flat().includes(action));
    const own = expect.stringMatching(/:policy\/service-role\/\*-ab0925cd$/);
    expect(allowing('iam:AttachRolePolicy')).toMatchObject([
      { Condition: { ArnLike: { 'iam:PolicyARN': own } } },
    ]);
    for (const { Resource } of allowing('logs:DeleteLogGroup')) {
      for (const one of [Resource].flat()) expect(one).toMatch(/-ab0925cd(:\*)?$/);
    }
    expect(allowing('iam:CreateRole')[0]).not.toHaveProperty('Condition');
  });

  it('of deploy, with a boundary: gives power to roles under it alone, and lets nobody take it off', async () => {
    const boundary = 'arn:aws:iam::111122223333:policy/edge';
    const { out } = await run('iam-policy', 'deploy', '--permissions-boundary-arn', boundary);
    const statements: readonly Statement[] = JSON.parse(out).Statement;
    for (const action of [
      'CreateRole',
      'PutRolePolicy',
      'AttachRolePolicy',
      'PutRolePermissionsBoundary',
    ]) {
      const found = statements.filter(({ Action }) => [Action].flat().includes(`iam:${action}`));
      expect(found, action).toHaveLength(1);
      expect(found[0]?.Condition, action).toMatchObject({
        StringEquals: { 'iam:PermissionsBoundary': boundary },
      });
    }
    expect(out).not.toContain('DeleteRolePermissionsBoundary');
    const wrong = await run('iam-policy', 'deploy', '--permissions-boundary-arn', 'edge');
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('ARN of an IAM policy') });
  });

  it('refuses unknown verbs, and what is no account', async () => {
    const unknown = await run('iam-policy', 'ring');
    expect(unknown.code).toBe(2);
    expect(unknown.err).toMatch(/Allowed choices are deploy/);
    const account = await run('iam-policy', 'deploy', '--account', '"},');
    expect(account).toMatchObject({ code: 2, err: expect.stringContaining('twelve digits') });
  });
});

describe('loginbell completion', () => {
  it.skipIf(spawnSync('bash', ['--version']).status !== 0)(
    'completes verbs, options and names in bash (where there is one)',
    async () => {
      const { out } = await run('completion', 'bash');
      const complete = (...words: string[]) => {
        const last = words.length - 1;
        const script = `${out}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${last}; _loginbell loginbell '${words[last]}'; printf '%s\\n' "\${COMPREPLY[@]}"`;
        return spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout.trim().split('\n');
      };
      expect(complete('loginbell', 'te')).toContain('template');
      expect(complete('loginbell', 'iam-policy', 'conf')).toEqual(['confirm']);
      expect(complete('loginbell', 'template', 'cl')).toEqual(['cloudtrail']);
      expect(complete('loginbell', 'history', '--fa')).toEqual(['--failed']);
    },
  );

  it.each(['bash', 'zsh', 'fish'])('names every verb and option in %s', async (shell) => {
    const { code, out } = await run('completion', shell);
    expect(code).toBe(0);
    for (const verb of ['ring', 'history', 'template', 'completion']) expect(out).toContain(verb);
    expect(out).toContain('smtp-url');
  });

  it.each(['zsh', 'fish'])('is a script that %s can read (where there is one)', async (shell) => {
    if (spawnSync(shell, ['--version']).status !== 0) return;
    const { out } = await run('completion', shell);
    expect(spawnSync(shell, ['-n'], { input: out, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  it('refuses other shells', async () => {
    expect((await run('completion', 'csh')).code).toBe(2);
  });
});

describe('every verb', () => {
  it('shows an example in its help', async () => {
    const verbs = (await run('completion', 'fish')).out.matchAll(/-a (\S+) -d/g);
    for (const [, verb = ''] of verbs) {
      const { code, out } = await run(verb, '--help');
      expect([verb, code, out.includes(`Examples:\n`)]).toEqual([verb, 0, true]);
    }
  });
});

describe('bin/loginbell.mjs', () => {
  it('says in one sentence that a Node.js is too old to run TypeScript', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--no-experimental-strip-types', BIN, '--version'],
      { encoding: 'utf8' },
    );
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^loginbell: this is Node\.js \S+, and 22\.18 or newer is needed to run the sources; .*\n$/,
    );
  });
});
