import type { Server } from 'node:net';

/** Lets a server listen on 127.0.0.1, on a port that is free; resolves with its endpoint (`http://127.0.0.1:…`). */
export async function listenLocally(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

/** Resolves when the server has ended; its connections must have ended, or end by themselves. */
export function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
