import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { minifyCode } from './minifyCode.ts';

/**
 * The handler and all it imports as one CommonJS file for Lambda's `Code.ZipFile`, made to be read: every source file whole
 * under its name, with its names, docstrings and comments, without types, formatted like the sources. The
 * AWS SDK comes from the runtime. Throws where comments or format would change what the code does.
 */
export async function bundleHandler(root: string, entry: string): Promise<string> {
  const [plain, commented] = [await bundle(root, entry), await bundle(root, entry, keepComments)];
  const code = spaceOut(format(root, restoreComments(commented)));
  // The format drops parentheses that the minifier keeps, hence on both sides.
  if (minifyCode(code) !== minifyCode(format(root, plain))) {
    throw new Error(`${entry}: its readable code does something else; look for "//!" in strings`);
  }
  return code;
}

async function bundle(
  root: string,
  entry: string,
  transform = (code: string) => code,
): Promise<string> {
  const build = await rolldown({
    cwd: root,
    input: entry,
    platform: 'node',
    external: [/^@aws-sdk\//, /^@smithy\//],
    // Whole files and no values in the place of their names, so that it reads as the sources do.
    treeshake: false,
    optimization: { inlineConst: false },
    transform: { target: 'node24' },
    // The bundler's own modules have ids that begin with a zero character.
    plugins: [{ name: 'sources', transform: { filter: { id: /^[^\0]/ }, handler: transform } }],
  });
  const { output } = await build.generate({
    format: 'cjs',
    strict: true,
    exports: 'named',
    esModule: false,
    generatedCode: { symbols: false },
    comments: { legal: true, jsdoc: true, annotation: false },
    minify: false,
  });
  await build.close();
  return output[0].code;
}

/** The bundler drops comments that are no docstrings, save licences, which begin so. */
function keepComments(code: string): string {
  return code.replace(/^( *)\/\/ /gm, '$1//! ');
}

function restoreComments(code: string): string {
  return code
    .replaceAll('//! ', '// ')
    .replace('// \\0rolldown/runtime.js', '// (by the bundler: how it wraps CommonJS packages)');
}

/** As `npm run format` would write it. */
function format(root: string, code: string): string {
  const biome = fileURLToPath(import.meta.resolve('@biomejs/biome/bin/biome'));
  // `never`: the bundler writes each property on a line of its own, which Biome would take for a wish.
  const args = [biome, 'format', '--expand=never', '--stdin-file-path=src/index.js'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    input: code,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`biome cannot format the bundle: ${stderr}`);
  return stdout;
}

/** An empty line after each function of the file, and before each docstring, as in the sources. */
function spaceOut(code: string): string {
  return code
    .replace(/^([}\])]+;?)\n(?=.)/gm, '$1\n\n')
    .replace(/^(?!\/\/ )(.+)\n(?=\/\*\*|\/\/ )/gm, '$1\n\n');
}
