/** A frame as data. */
import { permalink, type Shown } from './shown'

/** The frame and all that is needed to make it again: what `thetaflow run` writes, and reads by `--from`. */
export async function json(shown: Shown): Promise<string> {
  const { schema, values, step } = shown
  const data = shown.read(await shown.whole())
  const params = Object.fromEntries(values.map(({ id, text }) => [id, text]))
  const seed = Number(params.seed)
  const exported = { thetaflow: __VERSION__, lab: schema.lab, state: permalink(shown), params, seed, step, frame: data }
  // Bytes come as typed arrays, which JSON would write as objects.
  const plain = (_: string, value: unknown) => (value instanceof Uint8Array ? [...value] : value)
  return `${JSON.stringify(exported, plain)}\n`
}

/** The table of the frame, as `thetaflow run --format csv` writes it. */
export async function csv({ whole, compute }: Shown): Promise<string> {
  const text = (await compute()).csv(await whole())
  if (text === undefined) throw new Error('not a frame')
  return text
}
