import { describe, expect, it } from 'vitest';
import { explainReason, stackFailure } from '../../../src/aws/stackFailure.ts';
import type { StackEvent } from '../../../src/installation/stack.ts';

const event = (logicalId: string, status: string, reason?: string): StackEvent => ({
  id: `${logicalId}-${status}`,
  at: '2026-03-02T09:30:00.000Z',
  logicalId,
  type: logicalId === 'loginbell' ? 'AWS::CloudFormation::Stack' : 'AWS::SNS::Topic',
  status,
  reason,
  ofStack: logicalId === 'loginbell',
});
const handled = (message: string, code: string) =>
  `Resource handler returned message: "${message} (Service: Sns, Status Code: 400, Request ID: r) (SDK Attempt Count: 1)" (RequestToken: r, HandlerErrorCode: ${code})`;

describe('the cause of a failed stack', () => {
  it('is the first resource that failed by itself', () => {
    const events = [
      event('loginbell', 'CREATE_IN_PROGRESS', 'User Initiated'),
      event('Cancelled', 'CREATE_FAILED', 'Resource creation cancelled'),
      event('Cause', 'CREATE_FAILED', handled('Something is wrong', 'GeneralServiceException')),
      event('Later', 'CREATE_FAILED', 'another'),
      event('loginbell', 'ROLLBACK_IN_PROGRESS', 'The following resource(s) failed'),
      event('Cause', 'DELETE_FAILED', 'while rolling back'),
      event('loginbell', 'ROLLBACK_COMPLETE'),
    ];
    expect(stackFailure(events)).toBe('Cause (AWS::SNS::Topic): Something is wrong');
  });

  it('is what the stack itself says where no resource failed', () => {
    const events = [event('loginbell', 'ROLLBACK_COMPLETE', 'Template error: no such export')];
    expect(stackFailure(events)).toBe('Template error: no such export');
    expect(stackFailure([])).toBe('CloudFormation gives no reason');
  });

  it('is clean, whatever stands in it', () => {
    expect(stackFailure([event('A\u001b[2J', 'CREATE_FAILED', 'x\ny\u202e')])).not.toMatch(
      /[^\P{C}]/u,
    );
  });
});

describe('a reason of CloudFormation', () => {
  it.each([
    [
      handled(
        'User: arn:u is not authorized to perform: SNS:CreateTopic on resource: arn:t',
        'AccessDenied',
      ),
      /lack the permission SNS:CreateTopic on arn:t/,
    ],
    [
      'API: iam:CreateRole User: arn:u is not authorized to perform: iam:CreateRole on resource: arn:r with an explicit deny in a service control policy',
      /iam:CreateRole on arn:r, since a policy of the organization/,
    ],
    [
      handled('Topic already exists', 'AlreadyExists'),
      /a name is taken already \(Topic already exists\)/,
    ],
    [
      'SendEmailTopic-x already exists in stack arn:aws:cloudformation:x',
      /a name is taken already/,
    ],
    [handled('Resource limit exceeded.', 'ServiceLimitExceeded'), /takes two subscription filters/],
    [
      handled('The specified log group does not exist.', 'NotFound'),
      /no such log group in this region .* choose the trail's home region with --region/,
    ],
    [handled('Rate exceeded', 'Throttling'), /fewer calls at this moment/],
    [
      'Parameter TimeZone failed to satisfy constraint: An IANA time zone name such as Asia/Tokyo or UTC.',
      /^the parameter TimeZone: An IANA time zone name/,
    ],
    ['', /gives no reason/],
    ['Something else\u0007', /^Something else\uFFFD$/],
  ])('%j', (reason, says) => {
    expect(explainReason(reason)).toMatch(says);
  });
});
