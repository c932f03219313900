/** Tables that are set as values: the module of a lab refuses them, and a module that is fetched then reads them. */
import type { Api, ParamError, ParsedState, Schema, TableReader, TableReading } from '../api'

/** Gets what reads tables. */
type Fetch = () => Promise<TableReader>

/** The refusal of a value because it is a table. */
export function isTable({ code }: ParamError): boolean {
  return code === 'table_unread'
}

/** How a table is read as the value of a parameter. A reader that cannot be had leaves it unread. */
export async function readTable(fetch: Fetch, { params }: Schema, id: string, table: string): Promise<TableReading> {
  const kind = params.find((spec) => spec.id === id)?.kind
  try {
    const reader = await fetch()
    if (kind?.type === 'points') return reader.read_points(id, table, kind.min, kind.max, kind.most)
  } catch (error) {
    console.error('theta-flow:', error)
  }
  return { remarks: [{ code: 'table_unread', args: { id } }] }
}

/** A state with its tables read. */
export async function readTables(fetch: Fetch, engine: Api, state: ParsedState): Promise<ParsedState> {
  const schema = engine.schema()
  const errors: ParamError[] = []
  const params = new engine.Params()
  params.load(state.query)
  for (const error of state.errors) {
    const { id = '', table = '' } = error.args
    const { text, remarks } = isTable(error) ? await readTable(fetch, schema, id, table) : { remarks: [error] }
    if (text == null) errors.push(...remarks)
    else params.set(id, text)
  }
  const query = params.query()
  params.free()
  return { ...state, query, errors }
}
