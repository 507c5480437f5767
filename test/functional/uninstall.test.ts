import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTemplate } from '../../src/cli/packagedTemplates.ts';
import { type AwsShell, openAwsShell } from '../fakes/awsShell.ts';
import { addCloudFormation, type FakeCloudFormation } from '../fakes/cloudFormation.ts';
import { ACCOUNT } from '../fakes/records.ts';

let shell: AwsShell;
let cloudFormation: FakeCloudFormation;
const body = readTemplate('console-login-notification');
beforeEach(async () => {
  shell = await openAwsShell();
  cloudFormation = addCloudFormation(shell.aws);
  cloudFormation.add('loginbell', { body });
  cloudFormation.add('loginbell-trail', { body: readTemplate('cloudtrail') });
  cloudFormation.add('somebody-elses', { body: 'Description: other' });
});
afterEach(() => shell.close());

const uninstall = (...args: string[]) => shell.loginbell('uninstall', ...args);
const left = () => [...cloudFormation.stacks.keys()].filter((name) => !name.startsWith('arn:'));

describe('loginbell uninstall', () => {
  it('shows what goes, what stays and how to come back, before anything happens', async () => {
    const { code, out } = await uninstall('--dry-run');
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      `Uninstall loginbell from ${ACCOUNT}, us-east-1`,
      '  delete  stack loginbell (nobody is told of sign-ins any more; subscriptions go with the topic)',
      '  delete  stack loginbell-trail (the trail stops recording)',
      '  keep    table ConsoleLoginEventDataTable-ab0925cd (the history)',
      '  keep    log group /aws/lambda/ConsoleLoginNotificationLambda-ab0925cd (who was told what; empties itself)',
      `  keep    log group aws-cloudtrail-loggroup-${ACCOUNT}-ab0925cd (records; empties itself)`,
      `  keep    bucket aws-cloudtrail-logs-${ACCOUNT}-ab0925cd (evidence; old files go on expiring)`,
      'To undo: loginbell deploy --region us-east-1 --email … takes over what is kept',
    ]);
    expect((await uninstall()).code).toBe(2);
    expect(shell.changes()).toEqual([]);
  });

  it('deletes its stacks, the trail last, and prints how to remove the rest', async () => {
    const { code, out, err } = await uninstall('--yes');
    expect(code).toBe(0);
    expect(left()).toEqual(['somebody-elses']);
    expect(err).toMatch(/Deleting the stack loginbell:[\s\S]*Deleting the stack loginbell-trail:/);
    expect(out).toContain(
      'aws dynamodb delete-table --region us-east-1 --table-name ConsoleLoginEventDataTable-ab0925cd',
    );
  });

  it('stops where events wait that nobody was told of, unless told to discard them', async () => {
    shell.aws.answers.set('sqs.GetQueueUrl', () => ({
      QueueUrl: `${shell.aws.endpoint}/1/letters`,
    }));
    shell.aws.answers.set('sqs.GetQueueAttributes', () => ({
      Attributes: {
        ApproximateNumberOfMessages: '3',
        ApproximateNumberOfMessagesNotVisible: '1',
      },
    }));
    const plan = await uninstall('--dry-run');
    expect(plan.out).toContain('about 4 dead letters of queue');
    const { code, err } = await uninstall('--yes');
    expect([code, err]).toEqual([2, expect.stringContaining('run "loginbell redrive" first')]);
    expect(shell.changes()).toEqual([]);
    expect((await uninstall('--yes', '--discard-letters')).code).toBe(0);
    expect(left()).toEqual(['somebody-elses']);
  });

  it('leaves the trail when told to', async () => {
    const { err } = await uninstall('--yes', '--keep-trail');
    expect(err).toContain('keep    stack loginbell-trail (the trail goes on)');
    expect(left()).toEqual(['loginbell-trail', 'somebody-elses']);
  });

  it('says that there is nothing, and is content', async () => {
    const { code, err } = await uninstall('--yes', '--suffix', 'other');
    expect([code, err]).toEqual([0, expect.stringContaining('no loginbell with the suffix other')]);
    expect(shell.changes()).toEqual([]);
  });

  it("leaves a stack alone that is not loginbell's", async () => {
    cloudFormation.add('article', {
      body: 'Description: the article',
      outputs: { FunctionName: 'ConsoleLoginNotificationLambda-ab0925cd' },
    });
    const { code, err } = await uninstall('--yes');
    expect([code, err]).toEqual([1, expect.stringContaining("is not loginbell's")]);
    expect(shell.changes()).toEqual([]);
  });

  it('stops at a deletion that fails, with its cause', async () => {
    cloudFormation.scripts.set('loginbell', [
      ['loginbell', 'DELETE_IN_PROGRESS'],
      [
        'SendEmailTopic',
        'DELETE_FAILED',
        'Resource handler returned message: "User: arn:x is not authorized to perform: SNS:DeleteTopic on resource: arn:y" (RequestToken: r, HandlerErrorCode: AccessDenied)',
      ],
      [
        'loginbell',
        'DELETE_FAILED',
        'The following resource(s) failed to delete: [SendEmailTopic].',
      ],
    ]);
    const { code, err } = await uninstall('--yes');
    expect(code).toBe(1);
    expect(err).toMatch(
      /failed \(DELETE_FAILED\): SendEmailTopic .*lack the permission SNS:DeleteTopic on arn:y/,
    );
    expect(left()).toContain('loginbell-trail');
  });

  it('prints the result as JSON', async () => {
    const { out } = await uninstall('--yes', '--json');
    expect(JSON.parse(out)).toMatchObject({ deleted: ['loginbell', 'loginbell-trail'] });
  });
});
