/** The folder of this loginbell: its sources stand two folders down, its published bundle one. */
const ROOT = new URL(import.meta.url.endsWith('.ts') ? '../../' : '../', import.meta.url);

/** A file that loginbell brings, by its path in the package. */
export function packageFile(path: string): URL {
  return new URL(path, ROOT);
}
