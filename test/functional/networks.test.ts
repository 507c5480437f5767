import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpackSignIns } from '../../src/report/packSignIns.ts';
import { mmdbFile } from '../fakes/mmdb.ts';
import { consoleLogin, FAILED, iamUser } from '../fakes/records.ts';
import { runCli } from '../fakes/runCli.ts';

let cwd = '';
const NETWORKS = ['--networks', 'country.mmdb', '--networks', 'asn.mmdb'];
const RECORDS = {
  alice: { userIdentity: iamUser('alice'), sourceIPAddress: '203.0.113.7' },
  bob: { ...FAILED, userIdentity: iamUser('bob'), sourceIPAddress: '198.51.100.9' },
  carol: { userIdentity: iamUser('carol'), sourceIPAddress: '2001:db8::7' },
  dora: { userIdentity: iamUser('dora'), sourceIPAddress: '192.0.2.1' },
};

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'loginbell-networks-'));
  const records = Object.entries(RECORDS).map(([eventID, record], minute) =>
    consoleLogin(eventID, { eventTime: `2026-03-02T09:0${minute}:00Z`, eventID, ...record }),
  );
  writeFileSync(join(cwd, 'logs.json'), JSON.stringify({ Records: records }));
  writeFileSync(
    join(cwd, 'country.mmdb'),
    mmdbFile([
      ['203.0.113.0/24', { country: { iso_code: 'CH' } }],
      ['198.51.100.0/24', { registered_country: { iso_code: 'JP' } }],
      ['2001:db8::/32', { country: { iso_code: 'BR' } }],
    ]),
  );
  const organization = '=Example\u202e <b>Net</b> https://evil.example.com';
  writeFileSync(
    join(cwd, 'asn.mmdb'),
    mmdbFile([
      [
        '203.0.113.0/24',
        { autonomous_system_number: 64500, autonomous_system_organization: organization },
      ],
    ]),
  );
  await runCli(['ring', 'logs.json', '--no-notify'], { cwd });
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** Rings one sign-in of today, and reads the mail that it makes. */
async function mailOf(data: string, more: readonly string[], record: object) {
  const eventTime = new Date(Date.now() - 60_000).toISOString().replace(/\.\d+Z$/, 'Z');
  const now = consoleLogin(data, { eventTime, eventID: data, ...record });
  const { code, err } = await runCli(['ring', '-', '--data', data, ...more], {
    cwd,
    input: JSON.stringify({ Records: [now] }),
  });
  const outbox = join(cwd, data, 'outbox');
  const [file = ''] = readdirSync(outbox).filter((name) => name.endsWith('.eml'));
  const { text = '', html = '' } = await simpleParser(readFileSync(join(outbox, file)));
  return { code, err, text, html: String(html) };
}

describe('a notice of one machine', () => {
  it('says country and network beside the address, in text and HTML, with nothing of the file at work', async () => {
    const { code, err, text, html } = await mailOf('en', NETWORKS, RECORDS.alice);
    expect([code, err]).toEqual([0, '']);
    expect(text).toMatch(/203\.0\.113\.7 \(Switzerland, AS64500 =Example\uFFFD <b>Net<\/b> hxxps/);
    expect(text).not.toContain('https://evil');
    expect(html).toContain('Switzerland, AS64500');
    expect(html).not.toContain('<b>Net');
  });

  it('says it in Japanese, and that an address is only registered where no more is known', async () => {
    const more = [...NETWORKS, '--language', 'ja'];
    const { text } = await mailOf('ja', more, RECORDS.bob);
    expect(text).toContain('198.51.100.9 (日本に登録)');
  });

  it('says it of each address where it tells of a whole archive', async () => {
    const run = ['ring', 'logs.json', '--data', 'past', ...NETWORKS];
    expect((await runCli(run, { cwd })).code).toBe(0);
    const outbox = join(cwd, 'past', 'outbox');
    const [file = ''] = readdirSync(outbox);
    const { text = '' } = await simpleParser(readFileSync(join(outbox, file)));
    expect(text).toContain('198.51.100.9 (registered in Japan) (1)');
  });

  it('is as ever where nothing is known of the address, or no file is named', async () => {
    const [unknown, without] = [
      await mailOf('unknown', NETWORKS, RECORDS.dora),
      await mailOf('without', [], RECORDS.alice),
    ];
    expect(unknown.text).toMatch(/192\.0\.2\.1( \(first|\n)/);
    expect(without.text).not.toContain('Switzerland');
  });
});

const VERBS = { scan: ['scan', 'logs.json'], history: ['history'] };

describe.each(Object.entries(VERBS))('%s', (_, verb) => {
  const ids = async (args: readonly string[]) => {
    const { code, out } = await runCli([...verb, ...args, '--json'], { cwd });
    expect(code).toBe(0);
    const lines = out.trim().split('\n').filter(Boolean);
    return lines.map((line): string => JSON.parse(line).eventId).sort();
  };

  it('has columns for country and network where something is known', async () => {
    const { out } = await runCli([...verb, ...NETWORKS], { cwd });
    const [head = '', ...lines] = out.split('\n');
    expect(head).toMatch(/Address +Country +Network +Client/);
    expect(lines.find((line) => line.includes('bob'))).toContain('registered in Japan');
    expect(lines.find((line) => line.includes('alice'))).toContain('AS64500 =Example');
    const { out: plain } = await runCli([...verb], { cwd });
    expect(plain).not.toContain('Country');
  });

  it('gives both to programs', async () => {
    const { out } = await runCli([...verb, ...NETWORKS, '--user', 'bob', '--json'], { cwd });
    expect(JSON.parse(out).place).toEqual({ country: 'JP', basis: 'registration' });
    const { out: csv } = await runCli([...verb, ...NETWORKS, '--csv'], { cwd });
    const [head = '', ...lines] = csv.split('\n');
    expect(head).toMatch(/,"country","countryBasis","asn","organization"$/);
    // A cell that a spreadsheet would take for a formula is none.
    expect(lines.find((line) => line.includes('alice'))).toMatch(
      /,"CH","location","64500","'=Example/,
    );
    expect(lines.find((line) => line.includes('dora'))).toMatch(/,"","","",""$/);
  });

  it('finds by country', async () => {
    expect(await ids([...NETWORKS, '--country', 'CH,jp'])).toEqual(['alice', 'bob']);
    expect(await ids([...NETWORKS, '--country', 'br', '--country', 'CH'])).toEqual([
      'alice',
      'carol',
    ]);
    expect(await ids([...NETWORKS, '--country', 'CH', '--user', 'bob'])).toEqual([]);
    expect(await ids([...NETWORKS, '--country', 'CH', '--first-seen'])).toEqual(
      verb[0] === 'scan' ? ['alice'] : [],
    );
  });

  it.each([
    [['--country', 'CH'], /--country: nothing says in which country .* add --networks FILE\.mmdb/],
    [[...NETWORKS, '--country', 'Mars'], /--country: "Mars" is no country; use codes/],
    [['--networks', 'logs.json'], /--networks logs\.json cannot be used: it is no MMDB file/],
    [['--networks', 'gone.mmdb'], /--networks gone\.mmdb cannot be used: there is no such file/],
  ])('refuses %j', async (args, message) => {
    const { code, err } = await runCli([...verb, ...args], { cwd });
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

describe('the files', () => {
  it('may be named by the environment and by loginbell.json', async () => {
    const env = { LOGINBELL_NETWORKS: 'country.mmdb,asn.mmdb' };
    expect((await runCli(['history'], { cwd, env })).out).toContain('AS64500');
    const folder = mkdtempSync(join(tmpdir(), 'loginbell-networks-json-'));
    const networks = ['country.mmdb', 'asn.mmdb'].map((name) => join(cwd, name));
    writeFileSync(join(folder, 'loginbell.json'), JSON.stringify({ networks }));
    const { out } = await runCli(['scan', join(cwd, 'logs.json')], { cwd: folder });
    rmSync(folder, { recursive: true });
    expect(out).toContain('AS64500');
  });
});

describe('a report', () => {
  it('holds the places of its rows, and can be filtered by country', async () => {
    const args = ['report', 'logs.json', '--out', 'r.html', ...NETWORKS];
    expect((await runCli(args, { cwd })).code).toBe(0);
    const html = readFileSync(join(cwd, 'r.html'), 'utf8');
    expect(html).toContain('data-column="country"');
    expect(html).toMatch(/<label for="by-country">/);
    const [, packed = ''] = /id="data">(.*)<\/script>/.exec(html) ?? [];
    const data = JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString());
    const { signIns } = unpackSignIns(data.signIns);
    const places = signIns.map(({ signIn, place }) => [signIn.eventId, place?.country]);
    expect(Object.fromEntries(places)).toEqual({ alice: 'CH', bob: 'JP', carol: 'BR' });
  });

  it('has neither column nor filter where no file is named', async () => {
    await runCli(['report', 'logs.json', '--out', 'p.html'], { cwd });
    const html = readFileSync(join(cwd, 'p.html'), 'utf8');
    expect(html).not.toContain('data-column="country"');
    expect(html).toMatch(/<label for="by-country" hidden>/);
  });
});
