import { type BellSettings, readBellSettings, readSettings } from '../settings.ts';
import type { StackState } from './stack.ts';

/** What an installation was set to, as its stack says. */
export type Installation = BellSettings & {
  readonly stack: string;
  /** When the stack was created, milliseconds since the epoch: nothing rang before. */
  readonly createdAt: number;
  /** `ResourceSuffixName`: ends the names of all its resources. */
  readonly suffix: string;
  /** `ExistingCloudTrailLogGroupName`: what the trail writes to. */
  readonly logGroup: string;
  /** `Email`: who is told; absent where nobody was named. */
  readonly email: string | undefined;
  /** `AlarmEmail`: a second address, for loginbell's own faults. */
  readonly alarmEmail: string | undefined;
};

/**
 * Reads the parameters of `console-login-notification.yaml`; what an older version of it did not have yet falls back
 * to the template's default. Throws a `bad-config` error for a stack of something else.
 */
export function installationOf({ name, createdAt = 0, parameters }: StackState): Installation {
  const reader = readSettings(
    (key) => {
      const text = parameters[key];
      return text === undefined ? undefined : { text, name: `parameter ${key} of stack ${name}` };
    },
    ({ parameter = '' }) => parameter,
  );
  const required = (key: string) => {
    const text = reader.take(key, (value) => value, '');
    if (text === '') {
      reader.reject(
        `the stack ${name} has no parameter ${key}, so it is not loginbell's; name the stack of console-login-notification.yaml with --stack`,
      );
    }
    return text;
  };
  const installation = {
    stack: name,
    createdAt,
    suffix: required('ResourceSuffixName'),
    logGroup: required('ExistingCloudTrailLogGroupName'),
    email: reader.take<string | undefined>('Email', (text) => text, undefined),
    alarmEmail: reader.take<string | undefined>('AlarmEmail', (text) => text, undefined),
    ...readBellSettings(reader),
  };
  reader.finish();
  return installation;
}
