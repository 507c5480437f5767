import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Notifier } from '../bell/ports.ts';
import { LoginbellError, reasonOf } from '../errors.ts';
import { type MailAddresses, mailMessage, noticeName } from './mailMessage.ts';

/**
 * Delivers notices as `.eml` files that mail programs open, one folder for all. A file appears whole or
 * not at all, and the same notice always under the same name, so that sending it again adds nothing.
 */
export function createOutboxNotifier(options: {
  readonly folder: string;
  readonly addresses: MailAddresses;
}): Notifier {
  let swept: Promise<void> | undefined;
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    send: async (notice) => {
      const { message } = await composer.sendMail(mailMessage(notice, options.addresses));
      const time = (notice.signIns[0]?.occurredAt ?? '').slice(0, 19).replace(/[^\dT]/g, '');
      const name = `${time}-${notice.attributes.severity}-${noticeName(notice)}.eml`;
      try {
        swept ??= sweep(options.folder);
        await swept;
        await writeWhole(options.folder, name, message);
      } catch (error) {
        throw new LoginbellError(
          'notifier-failed',
          `cannot write the mail to ${options.folder}: ${reasonOf(error)}; make room or make the folder writable`,
          { cause: error },
        );
      }
    },
  };
}

/** Half-written mails older than this (milliseconds) are of a process that was killed. */
const ABANDONED = 3_600_000;

/** Takes away what killed processes left half-written. */
async function sweep(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => /^\..*\.tmp$/.test(one))) {
    const file = join(folder, name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > ABANDONED) await rm(file, { force: true });
  }
}

async function writeWhole(
  folder: string,
  name: string,
  content: string | Buffer | NodeJS.ReadableStream,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = join(folder, `.${name}.${process.pid}.tmp`);
  try {
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, join(folder, name));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
