// What must not happen on any page: messages of error, exceptions, failed requests, requests to somebody else.

/**
 * @param {import('playwright-core').Page} page
 * @param {string[]} origins those that the page may ask
 * @returns {string[]} grows as problems occur
 */
export function watchForProblems(page, origins) {
  /** @type {string[]} */
  const problems = []
  page.on('pageerror', (error) => problems.push(`exception: ${error.stack ?? error.message}`))
  page.on('crash', () => problems.push('the page crashed'))
  // On the context rather than the page, because it also hears what workers say and load.
  const context = page.context()
  context.on('console', (message) => {
    // On a busy computer it takes more than a few seconds until the page comes to it.
    if (/was preloaded using link preload but not used within a few seconds/.test(message.text())) return
    if (message.type() === 'error' || message.type() === 'warning') {
      problems.push(`${message.type()}: ${message.text()} (${message.location().url})`)
    }
  })
  context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? ''
    // Leaving a page ends its requests; that is no fault of the page.
    if (why !== 'net::ERR_ABORTED') problems.push(`request failed: ${request.url()}: ${why}`)
  })
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (protocol.startsWith('http') && !origins.includes(origin)) problems.push(`request to ${request.url()}`)
  })
  return problems
}
