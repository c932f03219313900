/** Points as the parameter writes them: `x,y;x,y`. */
export type Point = readonly [x: number, y: number]

export function readPoints(text: string): Point[] {
  return text ? text.split(';').map((point) => point.split(',').map(Number) as unknown as Point) : []
}

export function printPoints(points: readonly Point[], separator = ';'): string {
  return points.map((point) => point.join(',')).join(separator)
}
