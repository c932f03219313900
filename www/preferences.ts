/** What a reader prefers, kept on their own machine and in no address. Where storage is refused, it lasts as long as the page. */

export function readPreference(name: string): string | null {
  try {
    return localStorage.getItem(`thetaflow.${name}`)
  } catch {
    return null
  }
}

/** Keeps a value; null forgets it. */
export function keepPreference(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`thetaflow.${name}`)
    else localStorage.setItem(`thetaflow.${name}`, value)
  } catch {
    // Nothing depends on it.
  }
}
