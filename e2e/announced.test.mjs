// What a screen reader is told of a figure at rest, in the order in which it meets it: the browser's accessibility tree.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { useSite } from './support/site.mjs'

const site = useSite()

/** What says nothing by itself. */
const SILENT = ['none', 'generic', 'RootWebArea', 'InlineTextBox']
/** They are said as the text in them. */
const TEXTS = ['listitem', 'term', 'definition', 'status', 'alert']
/** What stands in them has been said by their name. */
const NAMED = ['button', 'combobox', 'textbox', 'slider', 'DisclosureTriangle', 'image']

/**
 * The figure's part of the tree, one line an element: role, name, value, description.
 * @param {import('playwright-core').Page} page
 */
async function announced(page) {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  /** @type {string[]} */
  const lines = []
  /** @param {string} id */
  const visit = async (id) => {
    const node = byId.get(id)
    const role = node?.role?.value ?? ''
    // A label is said with its control.
    if (role === 'LabelText') return
    const before = lines.at(-1)
    if (role === 'StaticText' && before?.startsWith(role)) {
      lines[lines.length - 1] = `${before.slice(0, -1)}${node?.name?.value}”`
      return
    }
    if (node && !node.ignored && !SILENT.includes(role)) {
      const name = TEXTS.includes(role) ? textOf(id) : node.name?.value
      const description = node.description?.value
      const value = role === 'slider' ? await valueText(node.backendDOMNodeId) : node.value?.value
      const said = [
        role,
        name && `“${name}”`,
        value && `= ${value}`,
        description !== name && description && `(${description})`,
      ]
      lines.push(said.filter(Boolean).join(' '))
      if (NAMED.includes(role) || TEXTS.includes(role)) return
    }
    for (const child of node?.childIds ?? []) await visit(child)
  }
  /** @param {string} id @returns {string} */
  const textOf = (id) => {
    const { role, name, childIds = [] } = byId.get(id) ?? {}
    return role?.value === 'StaticText' ? name?.value : childIds.map(textOf).join('')
  }
  /** What the tree has of a slider is its number. @param {number | undefined} backendNodeId */
  const valueText = async (backendNodeId) => {
    if (backendNodeId === undefined) return ''
    const { node } = await session.send('DOM.describeNode', { backendNodeId })
    const at = node.attributes?.indexOf('aria-valuetext') ?? -1
    return node.attributes?.[at + 1] ?? ''
  }
  await visit(nodes[0]?.nodeId ?? '')
  return lines
}

for (const [lang, expected] of Object.entries({
  en: `
figure “Optimizers and the flows they imitate”
image “A map of the loss with the path of the optimizer on it, the flow it imitates beside it, and curves of the loss and of the gap over time.” (Step 20 of 20, end of the run. time 1.00, loss 5.84, gradient norm 5.08, gap to the flow 0.0260. loss L − L*: colours from 0 to 2509. flow θ(t) leads from (−1.50, 2.00) to (−1.42, 1.98). optimizer θₙ leads from (−1.50, 2.00) to (−1.42, 2.01). flow θ(t): L − L* falls from 12.5 to 6.02 as t = nh goes from 0 to 1.00. optimizer θₙ: L − L* falls from 12.5 to 5.84 as t = nh goes from 0 to 1.00. flow θ(t): ‖θₙ − θ(tₙ)‖ goes from 0.00138 up to 0.0439 at t = nh = 0.900, and ends at 0.0260 (t = nh = 1.00).)
group “starting point: drag, or move with the arrow keys”
slider “starting point, x” = x -1.5, y 2
slider “starting point, y” = x -1.5, y 2
group “Numbers in the figure: the arrow keys move the place that is read, Page Up and Page Down change the panel, plus and minus zoom in and out, 0 shows all”
group “Optimizers and the flows they imitate: playback”
button “Play”
button “Back to step 0”
button “One step forward”
slider “Step” = step 20 of 20
combobox “Speed” = 1×
button “Full screen” (Full screen (F))
list “Optimizers and the flows they imitate: curves”
listitem “optimizerθₙ”
listitem “flowθ(t)”
StaticText “end of the run”
DescriptionList
term “step”
definition “n = 20”
term “time”
definition “t = 1.00”
term “loss”
definition “L = 5.84”
term “gradient norm”
definition “‖∇L‖ = 5.08”
term “gap to the flow”
definition “‖θₙ − θ(tₙ)‖ = 0.0260”
group
DisclosureTriangle “Numbers of this run”
button “Pin this run” (It stays in sight, in grey, while you change something)
button “Export”
status “Step 20 of 20, end of the run. time 1.00, loss 5.84, gradient norm 5.08, gap to the flow 0.0260.”
alert
group “Optimizers and the flows they imitate: parameters”
combobox “update rule” = Adam
textbox “learning rate, value” = 0.05
slider “learning rate γ” = 0.05
group “starting point”
StaticText “starting point θ₀”
textbox “starting point, x” = -1.5
textbox “starting point, y” = 2`,
  zh: `
figure “优化器与它所模仿的流”
image “损失函数的等高线图，上面画有优化器的路径和它所模仿的流，另有损失与偏差随时间变化的曲线。” (第 20 步，共 20 步，运行结束。时间 1.00，损失 5.84，梯度范数 5.08，与流的偏差 0.0260。损失 L − L*：颜色表示 0 到 2509 的取值。流 θ(t)从 (−1.50, 2.00) 走到 (−1.42, 1.98)。优化器 θₙ从 (−1.50, 2.00) 走到 (−1.42, 2.01)。流 θ(t)：t = nh 从 0 到 1.00，L − L* 由 12.5 降至 6.02。优化器 θₙ：t = nh 从 0 到 1.00，L − L* 由 12.5 降至 5.84。流 θ(t)：‖θₙ − θ(tₙ)‖ 由 0.00138 升至 0.0439（t = nh = 0.900），最终为 0.0260（t = nh = 1.00）。)
group “起点：拖动，或用方向键移动”
slider “起点的 x 坐标” = x 为 -1.5，y 为 2
slider “起点的 y 坐标” = x 为 -1.5，y 为 2
group “图中数值：方向键移动读数位置，Page Up 与 Page Down 切换坐标区，加号放大，减号缩小，0 显示全图”
group “优化器与它所模仿的流：播放控制”
button “播放”
button “回到第 0 步”
button “前进一步”
slider “步数” = 第 20 步，共 20 步
combobox “速度” = 1×
button “全屏” (全屏 (F))
list “优化器与它所模仿的流：曲线”
listitem “优化器θₙ”
listitem “流θ(t)”
StaticText “运行结束”
DescriptionList
term “步数”
definition “n = 20”
term “时间”
definition “t = 1.00”
term “损失”
definition “L = 5.84”
term “梯度范数”
definition “‖∇L‖ = 5.08”
term “与流的偏差”
definition “‖θₙ − θ(tₙ)‖ = 0.0260”
group
DisclosureTriangle “本次运行的数值”
button “留作对照” (把本次运行以灰色留在图中，以便与之后的设置比较)
button “导出”
status “第 20 步，共 20 步，运行结束。时间 1.00，损失 5.84，梯度范数 5.08，与流的偏差 0.0260。”
alert
group “优化器与它所模仿的流：参数”
combobox “更新规则” = Adam
textbox “学习率的值” = 0.05
slider “学习率 γ” = 0.05
group “起点”
StaticText “起点 θ₀”
textbox “起点的 x 坐标” = -1.5
textbox “起点的 y 坐标” = 2`,
})) {
  test(`what is announced of a figure at rest: ${lang}`, async () => {
    const { page } = await site.article(
      '<theta-flow lab="optimizers" params="steps=20" controls="rule,lr,start"></theta-flow>',
      { html: `lang="${lang}"` },
    )
    await page.locator('#summary').filter({ hasText: '20' }).waitFor({ state: 'attached' })
    assert.equal((await announced(page)).join('\n'), expected.trim())
  })
}
