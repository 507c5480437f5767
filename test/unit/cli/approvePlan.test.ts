import { describe, expect, it } from 'vitest';
import { approvePlan } from '../../../src/cli/approvePlan.ts';
import { EXIT } from '../../../src/cli/exitCodes.ts';
import type { Plan } from '../../../src/installation/plan.ts';
import { createFakeTerminal } from '../../fakes/fakeTerminal.ts';

const PLAN: Plan = {
  title: 'Install loginbell in 111122223333, us-east-1',
  steps: [
    { action: 'create', what: 'stack loginbell', why: 'it is new' },
    { action: 'keep', what: 'trail \u001b[31mred\u202e' },
  ],
  undo: ['loginbell uninstall', 'that is all'],
};
const LINES = [
  'Install loginbell in 111122223333, us-east-1',
  '  create  stack loginbell (it is new)',
  '  keep    trail \u{FFFD}[31mred\u{FFFD}',
  'To undo: loginbell uninstall',
  '         that is all',
];
const ASKING = { dryRun: false, yes: false, json: false };

describe('a plan', () => {
  it('is the same lines in a dry run, as the result, and before acting, beside it', async () => {
    const dry = createFakeTerminal();
    expect(await approvePlan(PLAN, { ...ASKING, dryRun: true }, dry)).toEqual({
      act: false,
      exitCode: EXIT.ok,
    });
    expect(dry.printed).toEqual({ out: LINES, err: [], asked: [] });
    const acting = createFakeTerminal();
    expect(await approvePlan(PLAN, { ...ASKING, yes: true }, acting)).toEqual({ act: true });
    expect(acting.printed).toEqual({ out: [], err: LINES, asked: [] });
  });

  it('is data in a dry run with --json', async () => {
    const terminal = createFakeTerminal();
    await approvePlan(PLAN, { dryRun: true, yes: true, json: true }, terminal);
    expect(JSON.parse(terminal.printed.out.join('\n'))).toEqual(PLAN);
    expect(terminal.printed.out.join('\n')).not.toMatch(/\p{Cf}|[^\P{Cc}\n]/u);
  });

  it.each([
    ['y', true],
    [' YES ', true],
    ['', false],
    ['n', false],
    ['yesterday', false],
  ])('asks a person, and the answer %j means %s', async (answer, act) => {
    const terminal = createFakeTerminal([answer]);
    const approval = await approvePlan(PLAN, ASKING, terminal);
    expect(approval).toEqual(act ? { act } : { act, exitCode: EXIT.declined });
    expect(terminal.printed.asked).toEqual(['Go ahead? [y/N] ']);
  });

  it('comes to nothing where there is nobody to ask', async () => {
    await expect(approvePlan(PLAN, ASKING, createFakeTerminal())).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('--yes'),
    });
  });
});
