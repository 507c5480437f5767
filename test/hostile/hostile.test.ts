import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ATTACKS } from './attacks.ts';
import { quoted } from './laws.ts';
import { OUTPUTS } from './outputs.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const attacks = ATTACKS.map((attack) => [attack.name, attack] as const);

describe.each(OUTPUTS)('$name', ({ medium, texts, problems }) => {
  it.each(attacks)('is safe from %s', async (_, attack) => {
    const all = await texts(await stage.outputsOf(attack));
    expect(all).not.toEqual([]);
    expect((await Promise.all(all.map((text) => problems(text)))).flat()).toEqual([]);
    const isAlive = attack.in.some((one) => one === medium);
    expect(all.filter((text) => isAlive && attack.live.test(text)).map(quoted)).toEqual([]);
  });
});

describe('whatever is attacked', () => {
  it.each(attacks)('every victim of %s rings, and is stored', async (_, attack) => {
    const { published, mails, historyJson } = await stage.outputsOf(attack);
    expect([published.length, mails.length, historyJson.length]).toEqual([8, 7, 7]);
  });
});
