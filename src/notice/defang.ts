/**
 * Dotted words, as mail programs look for them, with what stands before and after. Begins only where a
 * word begins: else a long word without dots would take quadratic time.
 */
const HOST = /(\/\/)?(?<![\p{L}\p{N}_-])([\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+)(?=([/?#]|:\d)?)/gu;

/** The endings that mail programs link without `http://`; no common surname is among them. */
const LINKED =
  /^www\.|\.(com|net|org|info|biz|io|dev|app|ai|xyz|top|site|online|shop|club|link|click|live|store|cloud|tech|page|zip|mov|icu|co|me|cc|tv|ly|gg|ws|tk|ml|gq|su|jp|cn|ru|in|br|kr|uk|us|eu|de|fr|it|nl|ca|au|xn--[\w-]+)$/i;

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
      /\.\D[^.]*$/.test(host) && (scheme || after || LINKED.test(host))
        ? all.replaceAll('.', '[.]')
        : all,
    )
    .replace(/http(?=s?:\/\/)/gi, 'hxxp')
    .replaceAll('://', '[:]//')
    .replaceAll('=?', '=[?]');
}
