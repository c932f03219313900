/**
 * Which characters the bytes of a file stand for. The command line decides the same way (`src/bin/thetaflow/encoding.rs`),
 * and both are tested with the files of `cli/tests/tables/`.
 */

/**
 * A mark of the byte order decides; else what is UTF-8, UTF-16 or GB18030 without a fault is that, and everything else
 * Windows-1252, of which Latin-1 is a part. Nothing for what is no text.
 */
export function decode(bytes: Uint8Array): string | undefined {
  const text = read(bytes, marked(bytes) ?? guess(bytes))
  return text?.includes('\0') ? undefined : text
}

function read(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function marked([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined
}

function guess(bytes: Uint8Array): string {
  // In UTF-16 the upper byte of digits and separators is 0.
  const zeros = [0, 0]
  for (const [place, byte] of bytes.entries()) if (byte === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd > 4 * even) return 'utf-16le'
  if (even > 4 * odd) return 'utf-16be'
  if (read(bytes, 'utf-8') !== undefined) return 'utf-8'
  return isChinese(bytes) && read(bytes, 'gb18030') !== undefined ? 'gb18030' : 'windows-1252'
}

/**
 * Whether bytes above 127 come as in Chinese rather than as in European words: in twos, and not as a single two inside of a
 * word.
 */
function isChinese(bytes: Uint8Array): boolean {
  let balance = 0
  const isLetter = (byte = 0) => /[a-z]/i.test(String.fromCharCode(byte))
  for (let start = 0; start < bytes.length; start++) {
    let end = start
    while ((bytes[end] ?? 0) > 127) end++
    const run = end - start
    if (run === 0) continue
    const isInWord = isLetter(bytes[start - 1]) && isLetter(bytes[end])
    balance += run % 2 === 0 && (run > 2 || !isInWord) ? run : -run
    start = end
  }
  return balance > 0
}
