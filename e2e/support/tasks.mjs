// How busy the page's own thread is, by Chromium's own tracing.

/**
 * How long each task of the page's own thread took, in milliseconds of that thread: what else the computer does does not
 * count.
 * @param {import('playwright-core').CDPSession} session
 * @param {() => Promise<void>} body
 * @returns {Promise<number[]>}
 */
export async function tasksDuring(session, body) {
  const events = /** @type {any[]} */ ([])
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value))
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'] },
  })
  await body()
  await session.send('Tracing.end')
  await complete
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
  return events
    .filter(({ name, pid, tid }) => name === 'RunTask' && mains.some((main) => main.pid === pid && main.tid === tid))
    .map(({ tdur, dur }) => (tdur ?? dur ?? 0) / 1000)
}
