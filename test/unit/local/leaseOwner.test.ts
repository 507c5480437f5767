import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createLeaseToken, ownerIsGone } from '../../../src/local/leaseOwner.ts';

const [place = '', , start = ''] = createLeaseToken().split('/');
const tokenOf = (pid: number | undefined, at = start, from = place) =>
  `${from}/${pid}/${at}/random`;

it('a lease of this process is held', () => {
  expect(ownerIsGone(createLeaseToken())).toBe(false);
});

it('a lease of a process that has ended is free', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  expect(ownerIsGone(tokenOf(child.pid))).toBe(true);
});

it('a lease of a place where pids mean other processes is held until it runs out', () => {
  expect(ownerIsGone(tokenOf(process.pid, start, 'elsewhere,boot,pid%3A%5B1%5D'))).toBe(false);
  expect(ownerIsGone('elsewhere/1/random')).toBe(false);
});

it.skipIf(process.platform !== 'linux')(
  'a pid that another process has taken over frees the lease (Linux alone tells when a process started)',
  () => {
    expect(start).toMatch(/^\d+$/);
    expect(ownerIsGone(tokenOf(process.pid, String(Number(start) - 1)))).toBe(true);
  },
);

it.skipIf(process.platform !== 'linux')(
  'a zombie frees its lease (Linux alone tells)',
  async () => {
    // The shell starts a child that ends at once, and becomes a program that never asks for its end.
    const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60']);
    const [line] = await once(parent.stdout, 'data');
    const pid = Number(String(line).trim());
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ');
      await expect.poll(() => ownerIsGone(tokenOf(pid, stat[21]))).toBe(true);
      process.kill(pid, 0);
    } finally {
      parent.kill('SIGKILL');
    }
  },
);
