/** A CloudFormation stack as it stands. */
export type StackState = {
  readonly name: string;
  readonly id: string;
  /** CloudFormation's own word: `CREATE_COMPLETE`. */
  readonly status: string;
  /** Milliseconds since the epoch; absent where CloudFormation does not say. */
  readonly createdAt?: number;
  readonly parameters: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
};

/** One of loginbell's stacks, there or not. */
export type InstalledStack = {
  readonly stackName: string;
  /** Its region, where that need not be the installation's. */
  readonly region?: string;
  readonly state: StackState | undefined;
  /** The template that the stack has now; none where a change set was never executed. */
  readonly deployed: string | undefined;
};

/** One thing that happened to a stack or to a resource of it. */
export type StackEvent = {
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string | undefined;
  /** It is about the stack as a whole. */
  readonly ofStack: boolean;
};

/** A template to be deployed under a name. */
export type StackChange = {
  readonly kind: 'create' | 'update';
  readonly name: string;
  readonly body: string;
  /** `undefined`: as the stack has it. */
  readonly parameters: Readonly<Record<string, string | undefined>>;
};

/** How a change or a deletion ended. */
export type StackOutcome =
  | { readonly ok: true; readonly changed: boolean }
  | { readonly ok: false; readonly status: string; readonly events: readonly StackEvent[] };

/**
 * What can be done with a stack: update it; nothing while CloudFormation is at work; delete it first, for what is left
 * of an attempt that failed can only be deleted; nothing by loginbell.
 */
export type StackCondition = 'usable' | 'busy' | 'left-over' | 'stuck';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html, "Stack status codes" */
export function stackCondition(status: string): StackCondition {
  // A change set that was never executed: nothing but a name.
  if (status === 'REVIEW_IN_PROGRESS') return 'left-over';
  if (status.endsWith('_IN_PROGRESS')) return 'busy';
  if (/^(CREATE_FAILED|DELETE_FAILED|ROLLBACK_COMPLETE|ROLLBACK_FAILED)$/.test(status)) {
    return 'left-over';
  }
  return status.endsWith('_FAILED') ? 'stuck' : 'usable';
}

/** Is there a stack, and can it be updated? */
export function isUsable(state: StackState | undefined): state is StackState {
  return state !== undefined && stackCondition(state.status) === 'usable';
}

/** Is this a template of loginbell's? Their descriptions begin so; the article's do not. */
export function isOwnTemplate(body: string): boolean {
  return /^Description: ['"]?loginbell \d/m.test(body);
}

/** `0.1.0` of a template whose description says `loginbell 0.1.0 - …`. */
export function versionOf(text: string): string {
  return /\bloginbell (\d[\w.-]*\w)/.exec(text)?.[1] ?? 'unknown';
}
