import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type PageServer, startPageServer } from '../../../../src/local/page/pageServer.ts';

const TOKEN = 'made-up-token';
const open: PageServer[] = [];

async function start(port = 0): Promise<PageServer> {
  const server = await startPageServer({
    port,
    token: TOKEN,
    page: () => ({ html: '<p>made up</p>', policy: "default-src 'none'" }),
    version: () => 3,
  });
  open.push(server);
  return server;
}

/** What comes of a request; `fetch` lets nobody choose the Host. */
function ask(url: string, options: { readonly host?: string; readonly method?: string } = {}) {
  const { host, method = 'GET' } = options;
  const headers = host === undefined ? {} : { host };
  return new Promise<{ status: number | undefined; text: string; policy: unknown }>(
    (resolve, reject) => {
      const sent = request(url, { method, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part) => {
          text += part;
        });
        response.on('end', () =>
          resolve({
            status: response.statusCode,
            text,
            policy: response.headers['content-security-policy'],
          }),
        );
      });
      sent.on('error', reject).end();
    },
  );
}

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

describe('the server of a live page', () => {
  it('gives the page and its policy to who has the whole address', async () => {
    const { address } = await start();
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/made-up-token\/$/);
    expect(await ask(address)).toEqual({
      status: 200,
      text: '<p>made up</p>',
      policy: "default-src 'none'; frame-ancestors 'none'",
    });
  });

  it.each([
    ['another token', (address: string) => ask(address.replace(TOKEN, 'made-up-tokem')), 404],
    ['a shorter token', (address: string) => ask(address.replace(TOKEN, 'made')), 404],
    ['no token', (address: string) => ask(new URL('/', address).href), 404],
    ['another page', (address: string) => ask(`${address}other`), 404],
    ['another host', (address: string) => ask(address, { host: 'evil.example' }), 421],
    ['a name of this machine', (address: string) => ask(address, { host: 'localhost' }), 421],
    ['another method', (address: string) => ask(address, { method: 'POST' }), 405],
  ])('refuses %s', async (_, attempt, status) => {
    const { address } = await start();
    const answer = await attempt(address);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain('made up');
  });

  it('tells an open page the version as it comes, and each newer one', async () => {
    const server = await start();
    const answer = await fetch(`${server.address}events`);
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const readTo = async (end: string) => {
      while (!text.endsWith(end)) text += (await reader?.read())?.value ?? '';
    };
    await readTo('data: 3\n\n');
    server.announce(4);
    await readTo('data: 4\n\n');
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    expect(text).toBe('retry: 2000\n\ndata: 3\n\ndata: 4\n\n');
    await reader?.cancel();
  });

  it('says in one sentence that a port is taken', async () => {
    const { address } = await start();
    await expect(start(Number(new URL(address).port))).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/^cannot serve the page on port \d+ .*another program/),
    });
  });
});
