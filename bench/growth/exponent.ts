/** A figure at a size; both above 0. */
export type Sample = readonly [size: number, figure: number];

/** The e of `figure ≈ c · size^e` that fits best (least squares over the logarithms); NaN for fewer than two. */
export function exponentOf(samples: readonly Sample[]): number {
  const points = samples.map(([size, figure]) => [Math.log(size), Math.log(figure)] as const);
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  let [above, below] = [0, 0];
  for (const [x, y] of points) {
    above += (x - meanX) * (y - meanY);
    below += (x - meanX) ** 2;
  }
  return above / below;
}

/** The exponent that `size · log size` itself has between two sizes. */
export function linearithmicExponent(from: number, to: number): number {
  return exponentOf([from, to].map((size): Sample => [size, size * Math.log(size)]));
}
