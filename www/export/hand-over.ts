/** Safari lets only the click itself copy, not what comes after a download; so the clipboard gets the promise. */
export async function toClipboard(text: Promise<string>): Promise<void> {
  if (typeof ClipboardItem === 'undefined') return navigator.clipboard.writeText(await text)
  const blob = text.then((text) => new Blob([text], { type: 'text/plain' }))
  return navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })])
}

/** Saves a file as the reader's browser saves downloads. */
export function save(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  // The browser has begun to read by then.
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
