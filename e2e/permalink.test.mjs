// The address of a page holds its state: readable, canonical, and enough to show the same figure again.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { control, frameOf, playedTo, queryOf, sentences, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

/** @param {import('playwright-core').Page} page */
const hashOf = (page) => page.evaluate(() => location.hash)

/**
 * @param {import('playwright-core').Page} page
 * @param {string} hash
 */
const waitForHash = (page, hash) => page.waitForFunction((hash) => location.hash === hash, hash)

/**
 * @param {import('playwright-core').Page} page
 * @param {string} query
 */
const waitForQuery = (page, query) =>
  page.waitForFunction((query) => document.querySelector('theta-flow')?.query === query, query)

for (const path of ['optimizers.html', 'embed.html']) {
  test(`${path}: what was changed is in the address, and the address shows it again`, async () => {
    const { page } = await site.show(path)
    await control(page, 'rule').select.selectOption('momentum')
    await control(page, 'landscape').select.selectOption('himmelblau')
    const { field } = control(page, 'lr')
    await field.fill('.0250')
    await field.press('Enter')
    await page.locator('.handle').press('Shift+ArrowRight')
    await settled(page)
    const frame = await frameOf(page)
    const hash = await hashOf(page)
    const [x, y] = frame.start
    assert.equal(hash, `#lab=optimizers&landscape=himmelblau&start=${x},${y}&rule=momentum&lr=0.025`)

    await page.reload()
    await settled(page)
    assert.deepEqual(await frameOf(page), frame)
    assert.equal(await hashOf(page), hash)
  })
}

test('a value back at its default leaves the address', async () => {
  const { page } = await site.show('optimizers.html#rule=adam&lr=0.2&flow=none')
  await control(page, 'lr').reset.click()
  await waitForHash(page, '#lab=optimizers&flow=none')
  await control(page, 'flow').reset.click()
  await waitForHash(page, '#lab=optimizers')
})

test('back and forward undo and redo, one committed change at a time', async () => {
  const { page } = await site.show('optimizers.html')
  const frames = [await frameOf(page)]
  const queries = ['', 'rule=sgd', 'rule=sgd&flow=none']
  await control(page, 'rule').select.selectOption('sgd')
  await settled(page)
  frames.push(await frameOf(page))
  await control(page, 'flow').select.selectOption('none')
  await settled(page)
  frames.push(await frameOf(page))

  for (const [go, at] of /** @type {const} */ ([
    ['goBack', 1],
    ['goBack', 0],
    ['goForward', 1],
    ['goForward', 2],
  ])) {
    await page[go]()
    await waitForQuery(page, queries[at] ?? '')
    await settled(page)
    assert.deepEqual(await frameOf(page), frames[at], `${go} to ${at}`)
  }
})

test('a whole drag is one step back', async () => {
  const { page } = await site.show('optimizers.html')
  const box = await control(page, 'lr').slider.boundingBox()
  assert.ok(box)
  const y = box.y + box.height / 2
  await page.mouse.move(box.x + box.width * 0.3, y)
  await page.mouse.down()
  // The address follows the drag; the entry it rewrites must get back what it stood for.
  await page.waitForFunction(() => location.hash.includes('lr='))
  await page.mouse.move(box.x + box.width * 0.7, y, { steps: 10 })
  await page.mouse.up()
  await page.waitForFunction(
    () => location.hash === `#lab=optimizers&${document.querySelector('theta-flow')?.query ?? ''}`,
  )
  await page.goBack()
  await waitForQuery(page, '')
  await settled(page)
  assert.equal(await queryOf(page), '')
})

test('a hash edited by hand is taken over', async () => {
  const { page } = await site.show('optimizers.html')
  await page.evaluate(() => {
    location.hash = 'rule=rk4&lr=0.02'
  })
  await waitForQuery(page, 'rule=rk4&lr=0.02')
  await settled(page)
  assert.equal((await frameOf(page)).runs[0]?.rule, 'rk4')
})

test('a link whose every character was escaped is understood', async () => {
  const { page } = await site.show(`optimizers.html#${encodeURIComponent('lab=optimizers&start=-1.5,2.5&rule=sgd')}`)
  assert.equal(await queryOf(page), 'start=-1.5,2.5&rule=sgd')
})

test('a link is understood in the query, and under every escape that programs put on it', async () => {
  const text = 'lab=gans&steps=100'
  for (const link of [
    `embed.html?${text}&controls=none&utm_source=letter`,
    `embed.html?lab=optimizers&rule=sgd#${text}`,
    `embed.html?theme=dark#${encodeURIComponent(text)}`,
    `embed.html#%23${text}`,
    `embed.html#${encodeURIComponent(encodeURIComponent(`#${text}`))}`,
    `gans.html?steps=100&fbclid=abc`,
    `index.html?${text}`,
    `index.html#${encodeURIComponent(`#${text}`)}`,
  ]) {
    const { page } = await site.show(link)
    assert.equal(await page.evaluate(() => document.querySelector('theta-flow')?.state), text, link)
    assert.deepEqual(await sentences(page), [], link)
    if (link.includes('controls=none')) assert.equal(await page.locator('.controls').count(), 0)
    if (!link.startsWith('embed')) assert.match(page.url(), /\/gans\.html/)
  }
})

test('a state in the query goes to the hash with the first change, and back again', async () => {
  const { page } = await site.show('optimizers.html?rule=sgd&lr=banana&from=letter')
  assert.equal(await queryOf(page), 'rule=sgd')
  assert.equal((await sentences(page)).length, 1, 'the learning rate; what is no parameter is for others')
  await control(page, 'flow').select.selectOption('none')
  await waitForHash(page, '#lab=optimizers&rule=sgd&flow=none')
  await page.goBack()
  await waitForQuery(page, 'rule=sgd')
  assert.equal(await hashOf(page), '')
  assert.match(page.url(), /\?rule=sgd/)
  await settled(page)
})

test('a page that nobody gave a state stays as it is', async () => {
  const { page } = await site.show('index.html?utm_source=letter', { figures: 0 })
  assert.match(page.url(), /index\.html\?utm_source=letter$/)
})

test('an author may give the element a whole address', async () => {
  const { page } = await site.show('embed.html')
  const states = await page.evaluate(() => {
    const figure = document.querySelector('theta-flow')
    return [
      'https://example.org/embed.html?theme=dark#lab=optimizers&rule=sgd',
      '?rule=rk4&theme=dark',
      encodeURIComponent('lab=optimizers&rule=nesterov'),
    ].map((link) => {
      figure?.load(link)
      return figure?.state
    })
  })
  assert.deepEqual(states, ['lab=optimizers&rule=sgd', 'lab=optimizers&rule=rk4', 'lab=optimizers&rule=nesterov'])
  assert.deepEqual(await sentences(page), [])
  await settled(page)
})

test('the shown step is in the address unless it is the last', async () => {
  const { page } = await site.show('optimizers.html#steps=50')
  await page.getByRole('button', { name: 'Back to step 0' }).click()
  await page.getByRole('button', { name: 'One step forward' }).click()
  await settled(page)
  await waitForHash(page, '#lab=optimizers&steps=50&step=1')
  await page.reload()
  await settled(page)
  assert.equal((await frameOf(page)).step, 1)
  await page.getByRole('slider', { name: 'Step', exact: true }).press('End')
  await waitForHash(page, '#lab=optimizers&steps=50')
})

test('with noise the seed is part of the link, and the same noise comes back', async () => {
  const { page } = await site.show('optimizers.html#noise=3&steps=60')
  await page.getByRole('button', { name: 'New random numbers' }).click()
  await settled(page)
  const noisy = await frameOf(page)
  const hash = await hashOf(page)
  assert.match(hash, /^#lab=optimizers&noise=3&seed=\d+&steps=60$/)
  await page.reload()
  await settled(page)
  assert.deepEqual(await frameOf(page), noisy)
  await page.evaluate(() => document.querySelector('theta-flow')?.set('seed', '77'))
  await settled(page)
  assert.notDeepEqual((await frameOf(page)).runs, noisy.runs)
})

test('a stopped run can be shared as it stands', async () => {
  const { page } = await site.show('optimizers.html#lab=optimizers&steps=5000')
  await page.getByRole('button', { name: 'Play' }).click()
  await playedTo(page, 4)
  await page.getByRole('button', { name: 'Pause' }).click()
  await settled(page)
  const { step } = await frameOf(page)
  assert.ok(step > 3 && step < 5000)
  await waitForHash(page, `#lab=optimizers&steps=5000&step=${step}`)
})
