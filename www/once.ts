/** What is made once per key and then kept. A failed attempt is not kept: the next call tries again. */
export function once<Key, Value>(kept: Map<Key, Promise<Value>>, key: Key, make: () => Promise<Value>): Promise<Value> {
  let value = kept.get(key)
  if (!value) {
    value = make()
    value.catch(() => kept.delete(key))
    kept.set(key, value)
  }
  return value
}
