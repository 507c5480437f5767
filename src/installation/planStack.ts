import type { DeployFacts, DeployTarget, DeployWork } from './deployFacts.ts';
import type { PlanStep } from './plan.ts';
import { isUsable, type StackState, versionOf } from './stack.ts';
import { withStaticNames } from './staticNames.ts';
import { templateParameters } from './templateParameters.ts';
import { type Likeness, likenessOf } from './templateTwins.ts';
import { uninstallCommand } from './uninstallCommand.ts';

type Values = Readonly<Record<string, string>>;

/** Template parameters: those that are asked for, and those for a stack that is not there yet. */
export type WantedParameters = { readonly given: Values; readonly defaults: Values };

/** One step of the plan, the work that it stands for, if any, and how to undo that. */
export type StackStep = {
  readonly step: PlanStep;
  readonly work: DeployWork | undefined;
  readonly undo: readonly string[];
};

/** Creates the stack, or updates what differs; parameters that are not asked for stay as they are. */
export function planStack(
  target: DeployTarget,
  values: WantedParameters,
  facts: DeployFacts,
): StackStep {
  const { state } = target;
  return isUsable(state)
    ? planUpdate(target, state, values.given, facts)
    : planCreation(target, values, facts);
}

function planCreation(
  { stackName: name, region, template, program, state }: DeployTarget,
  { given, defaults }: WantedParameters,
  { names, place, candidates }: DeployFacts,
): StackStep {
  const values = { ...defaults, ...given, ...program };
  const parameters = Object.fromEntries(
    templateParameters(template).flatMap((key): [string, string][] => {
      const value = values[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
  const isSecondTrail = name === names.trailStack && candidates.length > 0;
  const notes = [
    `version ${versionOf(template)}`,
    ...(state === undefined
      ? []
      : [`what is left of a failed attempt, ${state.status}, is deleted first`]),
    ...(isSecondTrail ? ['a second copy of events is charged, see docs/cost.md'] : []),
    ...settingsOf(parameters),
  ];
  const body = withStaticNames(template, names, place);
  return {
    step: { action: 'create', what: stackIn(name, region), why: notes.join(', ') },
    work: { remove: state?.id, change: { kind: 'create', name, body, parameters } },
    undo: [uninstallCommand(names, place)],
  };
}

function planUpdate(
  target: DeployTarget,
  { name, parameters: current }: StackState,
  given: Values,
  { names, place }: DeployFacts,
): StackStep {
  const { template, program, deployed = '' } = target;
  const body = withStaticNames(template, names, place);
  const wanted = templateParameters(template);
  const changes = wanted.filter((key) => given[key] !== undefined && given[key] !== current[key]);
  const likeness = likenessOf({ template: deployed, parameters: current }, target, names, place);
  const isSameTemplate = likeness === 'same';
  const what = stackIn(name, target.region);
  if (changes.length === 0 && isSameTemplate) {
    return { step: { action: 'keep', what, why: 'nothing changed' }, work: undefined, undo: [] };
  }
  const parameters = Object.fromEntries(
    wanted
      .filter((key) => (given[key] ?? program[key] ?? current[key]) !== undefined)
      .map((key) => [key, program[key] ?? given[key]]),
  );
  const before = versionOf(deployed);
  const notes = [
    ...(isSameTemplate ? [] : [versionNote(before, versionOf(template), likeness)]),
    ...changes.map((key) => `${key} ${current[key] || '(none)'} to ${given[key] || '(none)'}`),
  ];
  return {
    step: { action: 'update', what, why: notes.join(', ') },
    work: { remove: undefined, change: { kind: 'update', name, body, parameters } },
    undo: [
      ...(isSameTemplate ? [] : [templateUndo(before, likeness)]),
      ...changes.map((key) => `deploy again with ${key} ${current[key] || '(none)'}`),
    ],
  };
}

function versionNote(before: string, after: string, likeness: Likeness): string {
  if (likeness === 'edited') return 'its template was edited by hand, which this undoes';
  return before === after ? 'its template changed' : `version ${before} to ${after}`;
}

function templateUndo(before: string, likeness: Likeness): string {
  return likeness === 'edited'
    ? 'deploy the edited template again'
    : `deploy again with loginbell ${before}`;
}

/** The settings that people should see before they agree; the names of things are in the plan already. */
function settingsOf(parameters: Values): readonly string[] {
  return Object.entries(parameters)
    .filter(
      ([key, value]) =>
        value !== '' && !/^(ResourceSuffixName|ExistingCloud.*|Program\d+)$/.test(key),
    )
    .map(([key, value]) => `${key} ${value}`);
}

function stackIn(name: string, region: string | undefined): string {
  return `stack ${name}${region === undefined ? '' : ` in ${region}`}`;
}
