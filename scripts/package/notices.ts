import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The licences of all packages that these modules belong to, as one text. */
export async function noticesOf(root: string, modules: readonly string[]): Promise<string> {
  const folders = new Set(modules.flatMap((path) => folderOf(path) ?? []));
  const notices = await Promise.all(
    [...folders].sort().map((folder) => noticeOf(join(root, folder))),
  );
  return `loginbell bundles these packages.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

/** `node_modules/@scope/name`, with what stands before it; `undefined` for a file of ours. */
function folderOf(path: string): string | undefined {
  const match = /node_modules[\\/](?:.*node_modules[\\/])?(?:@[^\\/]+[\\/])?[^\\/]+/.exec(
    path.replace(/^\0/, ''),
  );
  return match?.[0];
}

async function noticeOf(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  );
  const file = (await readdir(folder)).find((one) => /^(licen[cs]e|copying)/i.test(one));
  const text =
    file === undefined
      ? '(the package brings no text of its licence)\n'
      : await readFile(join(folder, file), 'utf8');
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}
