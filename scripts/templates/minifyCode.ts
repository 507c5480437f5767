import { minifySync } from 'rolldown/utils';

/** The same CommonJS program in as few bytes as can be, without comments. Same code in, same bytes out. */
export function minifyCode(code: string): string {
  const { code: minified, errors } = minifySync('index.js', code, {
    module: false,
    compress: { target: 'node24' },
    mangle: { toplevel: true },
    codegen: { removeWhitespace: true },
  });
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return minified;
}
