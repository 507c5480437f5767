/** Something to measure; `run` gives the figures of one run. */
export type Competitor<M> = {
  readonly name: string;
  run(): Promise<M>;
  /** Runs of a slow one, where fewer than of the others. */
  readonly runs?: number;
};

/**
 * Runs the competitors one after the other, round after round, each round beginning with another of them,
 * so that a machine that grows slower or warmer is unjust to none. The figures come by name, in order.
 */
export async function alternate<M>(
  competitors: readonly Competitor<M>[],
  rounds: number,
  onRun?: (name: string, round: number) => void,
): Promise<ReadonlyMap<string, readonly M[]>> {
  const figures = new Map<string, M[]>(competitors.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const first = round % competitors.length;
    for (const one of [...competitors.slice(first), ...competitors.slice(0, first)]) {
      if (round >= (one.runs ?? rounds)) continue;
      onRun?.(one.name, round);
      figures.get(one.name)?.push(await one.run());
    }
  }
  return figures;
}
