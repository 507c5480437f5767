import type { Clock } from '../../bell/ports.ts';
import { LoginbellError, reasonOf } from '../../errors.ts';
import { cleanText } from '../../signin/cleanText.ts';

/** What is posted: JSON, and headers besides its type. */
export type Posted = {
  readonly url: string;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Posts JSON. Rejects with a `ChannelRefusal` where asking again is in vain, else with `notifier-failed`. */
export type Post = (posted: Posted) => Promise<void>;

/** The other side will never take it: a wrong address or key. */
export class ChannelRefusal extends LoginbellError {}

/** Milliseconds that one request may take. */
const PATIENCE = 10_000;
const TRIES = 3;
/** A pause that the other side asks for is kept up to this long (milliseconds); past that the notice comes again later. */
const LONGEST_PAUSE = 30_000;
/** These say that the same request will fail tomorrow. */
const FOR_GOOD = new Set([400, 401, 403, 404, 405, 410, 413, 422]);

/**
 * Posts over HTTPS: no redirects (a webhook that moves is a mistake or a trap), ten seconds a request, tried again after
 * `Retry-After` on 429, after 5xx and where no answer came. `name` stands for the channel in messages: its address holds
 * secrets, so it is never shown.
 */
export function createPost(
  name: string,
  clock: Clock,
  request: typeof globalThis.fetch = globalThis.fetch,
): Post {
  return async ({ url, body, headers = {} }) => {
    for (let tries = 1; ; tries += 1) {
      const answer = await request(url, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE),
      }).catch((error: unknown) => new Error(withoutAddress(reasonOf(error), url)));
      if (answer instanceof Error) {
        if (tries < TRIES) {
          await clock.sleep(500 * 2 ** tries);
          continue;
        }
        throw new LoginbellError('notifier-failed', `${name} did not answer: ${answer.message}`);
      }
      const text = cleanText(await answer.text().catch(() => ''), 200);
      const isPage = /text\/html/i.test(answer.headers.get('content-type') ?? '');
      if (answer.ok && !isPage) return;
      if (answer.ok || (answer.status >= 300 && answer.status < 400)) {
        const what = answer.ok ? 'answers with a web page' : `redirects (${answer.status})`;
        throw new ChannelRefusal(
          'notifier-failed',
          `${name} ${what}: it is no webhook; check its address`,
        );
      }
      const said = `${name} says ${answer.status}${text === '' ? '' : `: ${withoutAddress(text, url)}`}`;
      if (FOR_GOOD.has(answer.status)) {
        throw new ChannelRefusal('notifier-failed', `${said}; check its address and key`);
      }
      const pause = pauseOf(answer.headers.get('retry-after'), clock.now()) ?? 500 * 2 ** tries;
      if (tries === TRIES || pause > LONGEST_PAUSE) {
        throw new LoginbellError('notifier-failed', `${said}; it is tried again later`);
      }
      await clock.sleep(pause);
    }
  };
}

/** Seconds, or a date. */
function pauseOf(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const pause = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(pause) ? undefined : Math.max(0, pause);
}

function withoutAddress(text: string, url: string): string {
  return text.replaceAll(url, '(its address)').replaceAll(new URL(url).pathname, '/…');
}
