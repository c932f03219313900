// The element as the page around it sees it: attributes that reflect, role and name, states, focus, a control in a form,
// parts, the room before its script, and what happens when the script comes twice or where there is no page.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { control, frameOf, loadState, openExport, queryOf, sentences, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

/** @typedef {import('../www/theta-flow').ThetaFlow} ThetaFlow */

const site = useSite()

/**
 * Runs in the page, with the first figure.
 * @template Result
 * @param {import('playwright-core').Page} page
 * @param {(figure: ThetaFlow) => Result} act
 * @returns {Promise<Awaited<Result>>}
 */
const on = (page, act) =>
  page
    .locator('theta-flow')
    .first()
    .evaluate(/** @type {any} */ (act))

/** What has the focus in the first figure, by its class, its label or its parameter. @param {import('playwright-core').Page} page */
const focused = (page) =>
  on(page, (figure) => {
    const element = /** @type {HTMLElement | null | undefined} */ (figure.shadowRoot?.activeElement)
    const param = /** @type {HTMLElement | null | undefined} */ (element?.closest('.control'))?.dataset.param
    return element && `${param ?? ''} ${element.getAttribute('aria-label') ?? element.textContent?.trim() ?? ''}`.trim()
  })

/** Roles and names as assistive technology has them. @param {import('playwright-core').Page} page */
async function figuresInTree(page) {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  return nodes.filter(({ role }) => role?.value === 'figure').map(({ name }) => name?.value)
}

test('attributes and properties: what reflects, and where figures are from', async () => {
  const { page } = await site.article('<theta-flow lab="optimizers" params="steps=20" lang="zh"></theta-flow>')
  assert.deepEqual(
    await on(page, async (figure) => {
      const before = [
        figure.lang,
        figure.home,
        figure.autoplay,
        figure.shadowRoot?.querySelector('.root')?.getAttribute('lang'),
      ]
      figure.lang = 'en'
      figure.autoplay = true
      figure.setAttribute('home', 'https://figures.example/')
      const attributes = [figure.getAttribute('lang'), figure.matches(':lang(en)'), figure.home]
      await figure.updateComplete
      const reflected = [figure.hasAttribute('autoplay'), figure.getAttribute('theme')]
      figure.lang = 'auto'
      return [...before, ...attributes, ...reflected, figure.hasAttribute('lang')]
    }),
    ['zh', '', false, 'zh', 'en', true, 'https://figures.example/', true, null, false],
  )
  await page.getByRole('button', { name: 'Export' }).waitFor()
})

test('role, name and states; what the author writes goes before', async () => {
  const { page } = await site.article(
    `<h2 id="title">My title</h2>
     <theta-flow lab="optimizers" params="steps=20"></theta-flow>
     <theta-flow lab="angles" params="steps=20" aria-label="The author's words"></theta-flow>
     <theta-flow lab="angles" params="steps=20" aria-labelledby="title"></theta-flow>
     <theta-flow lab="estimators" reveal="interaction"></theta-flow>`,
    { figures: 3, viewport: { width: 900, height: 4000 } },
  )
  const [own, ...others] = await figuresInTree(page)
  assert.match(own, /^Optimizers/)
  assert.deepEqual(others.slice(0, 2), ["The author's words", 'My title'])
  assert.match(others[2], /estimators/i)
  const states = () =>
    page
      .locator('theta-flow')
      .evaluateAll((all) =>
        all.map((figure) =>
          ['dormant', 'ready', 'playing', 'failed'].filter((state) => figure.matches(`:state(${state})`)),
        ),
      )
  assert.deepEqual(await states(), [['ready'], ['ready'], ['ready'], ['dormant']])
  await on(page, (figure) => figure.play())
  assert.deepEqual((await states())[0], ['ready', 'playing'])
  await on(page, (figure) => figure.pause())
  assert.deepEqual((await states())[0], ['ready'])
  await settled(page)
})

test('the focus comes in, and does not get lost', async () => {
  const { page } = await site.article(
    '<theta-flow lab="optimizers" params="steps=20&lr=0.002" controls="lr,rule"></theta-flow>',
  )
  await on(page, (figure) => figure.focus())
  assert.equal(await focused(page), 'Play')
  assert.ok(await page.evaluate(() => document.activeElement?.matches('theta-flow')))

  // What has just been pressed may have nothing left to do.
  await page.getByRole('button', { name: 'Back to step 0' }).press('Enter')
  await settled(page, 2)
  assert.equal(await focused(page), 'Back to step 0')
  assert.equal((await frameOf(page)).step, 0)
  await page.keyboard.press('Enter')
  await control(page, 'lr').reset.press('Enter')
  await settled(page, 3)
  assert.equal(await focused(page), 'lr learning rate, value')

  await on(page, (figure) => {
    figure.set('lr', 99)
    figure.set('rule', 'no-such')
    figure.set('steps', -1)
  })
  assert.equal((await sentences(page)).length, 3)
  const dismiss = page.getByRole('button', { name: 'Dismiss' })
  await dismiss.nth(1).press('Enter')
  assert.equal((await sentences(page)).length, 2)
  assert.equal(await focused(page), 'Dismiss')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  assert.equal((await sentences(page)).length, 0)
  assert.equal(await focused(page), 'Play')

  // A control that has the focus goes away with a choice that is made elsewhere.
  await on(page, (figure) => {
    figure.controls = ['momentum', 'rule']
    figure.set('rule', 'momentum')
  })
  await control(page, 'momentum').field.focus()
  await on(page, (figure) => figure.set('rule', 'sgd'))
  await control(page, 'momentum').root.waitFor({ state: 'detached' })
  assert.equal(await focused(page), 'Play')
  await settled(page)

  await on(page, (figure) => {
    figure.controls = null
  })
  await loadState(page, 'lab=gans&view=live&data=points&points=0.5,0.5&steps=2')
  await page.getByRole('button', { name: 'Clear' }).press('Enter')
  assert.equal(await focused(page), 'points Draw')
  await settled(page)
})

test('in a form: its value is its state; it can be reset, restored and disabled', async () => {
  const { page } = await site.article(
    `<form><fieldset><theta-flow lab="optimizers" name="answer" params="steps=20" controls="lr"></theta-flow></fieldset></form>
     <theta-flow lab="optimizers" name="other" params="steps=10" controls="none"></theta-flow>`,
    { figures: 2, viewport: { width: 900, height: 2400 } },
  )
  const value = () =>
    page.evaluate(() =>
      [...new FormData(/** @type {any} */ (document.querySelector('form')))].map((pair) => pair.join()),
    )
  assert.deepEqual(await value(), ['answer,lab=optimizers&steps=20'])
  await control(page, 'lr').field.fill('0.001')
  await page.keyboard.press('Enter')
  await on(page, (figure) => figure.seek(7))
  assert.deepEqual(await value(), ['answer,lab=optimizers&lr=0.001&steps=20&step=7'])
  await settled(page)
  await page.evaluate(() => document.querySelector('form')?.reset())
  await settled(page)
  assert.equal(await queryOf(page), 'steps=20')
  assert.deepEqual(await value(), ['answer,lab=optimizers&steps=20'])

  await page.evaluate(() => document.querySelector('fieldset')?.setAttribute('disabled', ''))
  assert.ok(await control(page, 'lr').field.first().isDisabled())
  const figure = page.locator('theta-flow').first()
  assert.ok(await figure.getByRole('button', { name: 'Play' }).isDisabled())
  assert.deepEqual(await value(), [], 'as with every control that is disabled')
  const { x, y } = (await figure.locator('.figure').boundingBox()) ?? { x: 0, y: 0 }
  await page.mouse.click(x + 150, y + 150)
  await figure.locator('.handle').evaluate((handle) => handle.focus())
  await page.keyboard.press('ArrowUp')
  assert.equal(await queryOf(page), 'steps=20')
  assert.ok(await on(page, (figure) => figure.set('lr', 0.002)), 'scripts can')
  await page.evaluate(() => document.querySelector('fieldset')?.removeAttribute('disabled'))
  assert.ok(await control(page, 'lr').field.first().isEnabled())
  await settled(page)

  // As a browser does that goes back to the page.
  await on(page, (figure) => /** @type {any} */ (figure).formStateRestoreCallback('lab=optimizers&rule=sgd', 'restore'))
  await settled(page)
  assert.equal(await queryOf(page), 'rule=sgd')
  assert.deepEqual(await value(), ['answer,lab=optimizers&rule=sgd'])
})

test('all that can be operated has a part', async () => {
  const { page } = await site.show('embed.html#lab=gans&view=live&data=points&steps=2&objective=x')
  await openExport(page)
  await page.getByRole('button', { name: 'Draw' }).waitFor()
  for (const state of ['', 'lab=optimizers&landscape=custom&steps=5&noise=1']) {
    if (state) await loadState(page, state)
    const without = await on(page, (figure) => {
      const all = [
        ...(figure.shadowRoot?.querySelectorAll('button, input:not(.axis), select, textarea, .handle') ?? []),
      ]
      return all
        .filter(
          (element) => !/\b(button|slider|field|select|checkbox|handle)\b/.test(element.getAttribute('part') ?? ''),
        )
        .map((element) => element.outerHTML)
    })
    assert.deepEqual(without, [])
  }
  const style = await on(page, (figure) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      'theta-flow::part(slider) { opacity: 0.5 } theta-flow:state(ready)::part(handle) { opacity: 0.25 }',
    )
    document.adoptedStyleSheets = [sheet]
    const find = (/** @type {string} */ selector) => /** @type {Element} */ (figure.shadowRoot?.querySelector(selector))
    return ['.slider', '.handle'].map((selector) => getComputedStyle(find(selector)).opacity)
  })
  assert.deepEqual(style, ['0.5', '0.25'])
})

test('theta-flow.css holds the room before the script is there', async () => {
  for (const width of [1300, 700, 390]) {
    const { page } = await site.article(
      `<theta-flow lab="optimizers" params="steps=20" controls="lr,rule"><b>a picture</b></theta-flow>
       <p>The text goes on.</p>`,
      {
        head: `<link rel="stylesheet" href="${new URL('theta-flow.css', site.base).pathname}">`,
        script: 'data:text/javascript,',
        figures: 0,
        viewport: { width, height: 1000 },
      },
    )
    const top = async () => (await page.getByText('The text goes on.').boundingBox())?.y ?? 0
    const before = await top()
    assert.ok(before > 500, `${before} px at ${width}`)
    assert.ok(await page.getByText('a picture').isVisible())
    await page.addScriptTag({ type: 'module', url: `${site.base}theta-flow.js` })
    await settled(page)
    const moved = (await top()) - before
    assert.ok(Math.abs(moved) < 40, `the text moved by ${moved} px at ${width}`)
  }
})

test('a second copy of the script is the first one; another version says so', async () => {
  const { page, problems } = await site.article('<theta-flow lab="optimizers" params="steps=20"></theta-flow>', {
    prepare: (page) =>
      page.route(/theta-flow\.js\?/, async (route) => {
        const response = await route.fetch()
        const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
        const text = await response.text()
        const other = route.request().url().endsWith('?other')
        await route.fulfill({ response, body: other ? text.replaceAll(version, '99.0.0') : text })
      }),
  })
  const imported = await page.evaluate(async (base) => {
    const copies = await Promise.all(['?same', '?other'].map((query) => import(`${base}theta-flow.js${query}`)))
    return copies.map(({ ThetaFlow }) => [
      ThetaFlow === customElements.get('theta-flow'),
      new ThetaFlow() instanceof ThetaFlow,
      document.querySelector('theta-flow') instanceof ThetaFlow,
    ])
  }, site.base)
  assert.deepEqual(imported, [
    [true, true, true],
    [true, true, true],
  ])
  assert.equal(problems.length, 1)
  assert.match(problems.pop() ?? '', /this page has version \d+\.\d+\.\d+ already; 99\.0\.0 is not used/)
})

test('where there is no DOM, importing it does nothing', async () => {
  const source = `
    for (const name of ['navigator', 'performance', 'process', 'Buffer', 'WebAssembly', 'fetch', 'EventTarget', 'Event'])
      delete globalThis[name]
    const before = Object.keys(globalThis).length
    const names = ['theta-flow.js', 'anywidget.js']
    const [element, widget] = await Promise.all(names.map((name) => import(new URL(name, 'DIST'))))
    const { ThetaFlow } = element
    console.log(typeof ThetaFlow, ThetaFlow.version, typeof widget.default.render, typeof customElements, typeof HTMLElement)`
  const dist = new URL('../dist/', import.meta.url).href
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '-e',
    source.replace('DIST', dist),
  ])
  assert.match(stdout, /^function \d+\.\d+\.\d+ function undefined undefined\n$/)
})
