/**
 * Dotted words, as mail programs look for them, with what stands before and after. Begins only where a
 * word begins: else a long word without dots would take quadratic time.
 */
const HOST = /(\/\/)?(?<![\p{L}\p{N}_-])([\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+)(?=([/?#]|:\d)?)/gu;

/**
 * What mail programs link without `http://`: two or more words whose last could be a top-level domain. There are 1,500 of
 * those and more each year, so shape decides: all but `first.last`, two words of letters alone whose second is longer than
 * the common endings and none of those that are words.
 */
const LINKED = [
  /^www\.|\..*\.\p{L}|[\d_-].*\.\p{L}{2,}$|\.(\p{L}{2}|xn--[\w-]+)$/iu,
  /\.(com|net|org|info|biz|dev|app|xyz|top|site|online|shop|club|link|click|live|store|cloud|tech|page)$/i,
  /\.(zip|mov|icu|gov|edu|mil|int|pro|name|mobi|asia|blog|bank|work|world|today|email|support|help)$/i,
  /\.(login|security|space|website|host|press|news|media|agency|digital|group|global|network|systems)$/i,
  /\.(solutions|services|company|center|team|zone|life|fun|win|bid|vip|ink|wiki|run|day|cfd|sbs|lol)$/i,
  /\.(rest|buzz|quest|monster|autos|homes|bond)$/i,
];

/** An e-mail address and nothing else: stays readable, because people are named by it. */
const EMAIL = /^(?!www\.)[\w.+-]+@[\w-]+(\.[\w-]+)+$/i;

/**
 * Breaks what a mail program would make clickable: `https://evil.com/x` becomes `hxxps[:]//evil[.]com/x`.
 * IP addresses, `taro.yamada` and pure e-mail addresses stay. The result never holds `://`, nor `=?`,
 * which begins an encoded word (RFC 2047): a mail program would decode it to any character in a subject.
 */
export function defang(text: string): string {
  if (EMAIL.test(text)) return text;
  return text
    .replace(HOST, (all, scheme: string | undefined, host: string, after: string | undefined) =>
      /\.\D[^.]*$/.test(host) && (scheme || after || LINKED.some((shape) => shape.test(host)))
        ? all.replaceAll('.', '[.]')
        : all,
    )
    .replace(/http(?=s?:\/\/)/gi, 'hxxp')
    .replaceAll('://', '[:]//')
    .replaceAll('=?', '=[?]');
}
