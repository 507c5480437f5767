import { expect, it } from 'vitest';
import { clientOf } from '../../../src/signin/client.ts';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

it.each([
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/141.0.0.0 Safari/537.36`,
    'Chrome 141 / Windows',
  ],
  [
    `Mozilla/5.0 (Windows NT 10.0) ${WEBKIT} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`,
    'Edge 141 / Windows',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0', 'Firefox 142 / Linux'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
    'Safari 18 / macOS',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/141.0 Mobile/15E148 Safari/604.1',
    'Chrome 141 / iPhone',
  ],
  [
    `Mozilla/5.0 (Linux; Android 15) ${WEBKIT} Chrome/141.0.0.0 Mobile Safari/537.36`,
    'Chrome 141 / Android',
  ],
  ['aws-cli/2.31.4 md/awscrt#0.27.6 ua/2.1 os/macos#25.0.0', 'AWS CLI 2 / macOS'],
  ['somebodys-tool/1.2', 'somebodys-tool'],
  ['', ''],
])('%s is %s', (userAgent, text) => {
  expect(clientOf(userAgent).text).toBe(text);
});

it('keeps versions out of the label, so that an update is not a new client', () => {
  const chrome = (version: number) =>
    clientOf(`Mozilla/5.0 (Windows NT 10.0) ${WEBKIT} Chrome/${version}.0.0.0 Safari/537.36`).label;
  expect(chrome(141)).toBe(chrome(142));
});
