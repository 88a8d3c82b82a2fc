export interface StraightLine {
  readonly atZero: number;
  readonly slope: number;
}

/** The line with the least squared distance from all points; needs two different x. */
export function fitLine(points: readonly (readonly [x: number, y: number])[]): StraightLine {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const together = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const slope = together / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return { atZero: meanY - slope * meanX, slope };
}
