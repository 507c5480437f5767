import { createServer, type Server } from 'node:http';
import { DEAF_AFTER, type SourceHealth } from './listen.ts';

/** What has happened since the start. */
export type WatchFigures = {
  records: number;
  notices: number;
  signIns: number;
  failures: number;
  /** Seconds from the last sign-in told to its notice. */
  delaySeconds: number;
};

/**
 * `/healthz` (200 while every source was heard within a quarter of an hour, else 503, with the reasons as JSON) and
 * `/metrics` in Prometheus' text format. https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function startHealthServer(
  place: { readonly host: string; readonly port: number },
  about: {
    readonly sources: readonly SourceHealth[];
    readonly figures: WatchFigures;
    readonly now: () => number;
  },
): Promise<Server> {
  const { sources, figures, now } = about;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/healthz') {
      const ill = sources.filter(({ heardAt }) => now() - heardAt >= DEAF_AFTER);
      response.writeHead(ill.length === 0 ? 200 : 503, { 'Content-Type': 'application/json' });
      const list = sources.map(({ name, heardAt, reason }) => ({
        source: name,
        heardAt: new Date(heardAt).toISOString(),
        ...(reason === undefined ? {} : { reason }),
      }));
      response.end(`${JSON.stringify({ isWell: ill.length === 0, sources: list })}\n`);
    } else if (path === '/metrics') {
      response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' });
      response.end(metricsText(sources, figures));
    } else {
      response.writeHead(404, { 'Content-Type': 'text/plain' });
      response.end('/healthz and /metrics are here\n');
    }
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(place.port, place.host, () => resolve(server));
  });
}

function metricsText(sources: readonly SourceHealth[], figures: WatchFigures): string {
  const one = (name: string, kind: string, help: string, lines: readonly string[]) =>
    [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`, ...lines].join('\n');
  const each = (name: string, read: (source: SourceHealth) => number) =>
    sources.map((source) => `${name}{source=${JSON.stringify(source.name)}} ${read(source)}`);
  const blocks = [
    one(
      'loginbell_looks_total',
      'counter',
      'Whole looks at a source.',
      each('loginbell_looks_total', ({ looks }) => looks),
    ),
    one(
      'loginbell_failed_looks_total',
      'counter',
      'Looks that did not come to their end.',
      each('loginbell_failed_looks_total', ({ failures }) => failures),
    ),
    one(
      'loginbell_last_whole_look_seconds',
      'gauge',
      'When the last whole look began, since the epoch.',
      each('loginbell_last_whole_look_seconds', ({ heardAt }) => heardAt / 1000),
    ),
    one('loginbell_records_total', 'counter', 'Records looked at.', [
      `loginbell_records_total ${figures.records}`,
    ]),
    one('loginbell_sign_ins_total', 'counter', 'Sign-ins settled.', [
      `loginbell_sign_ins_total ${figures.signIns}`,
    ]),
    one('loginbell_notices_total', 'counter', 'Notices sent.', [
      `loginbell_notices_total ${figures.notices}`,
    ]),
    one('loginbell_failures_total', 'counter', 'Steps that failed and come again.', [
      `loginbell_failures_total ${figures.failures}`,
    ]),
    one('loginbell_delay_seconds', 'gauge', 'From the last sign-in told to its notice.', [
      `loginbell_delay_seconds ${figures.delaySeconds}`,
    ]),
  ];
  return `${blocks.join('\n')}\n`;
}
