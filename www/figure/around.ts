/** What the page around a figure, and its reader, decide for it: theme, paper, language; when it is in sight, or printed. */
import type { ReactiveController } from 'lit'
import { type Language, languageAround, matchLanguage, watchTexts } from '../i18n'
import type { Theme } from '../public'
import type { ThetaFlow } from '../theta-flow'
import { adoptContrast, forcedTheme, wantsContrast, watchContrast } from './contrast'
import { type Surroundings, surroundingsOf, watchSurroundings, watchText } from './surroundings'
import { watchPixelRatio, watchPrinting, watchVisibility } from './visibility'

/** What the figure does about it. */
export interface Surrounded {
  /** The theme, or how much contrast is wanted, may be another. */
  recolour(): void
  /** The language, or its texts, are others. */
  reword(): void
  seen(visible: boolean): void
  /** A pixel of the screen is of another size. */
  resized(): void
  printing(): void
  printed(): void
}

export class Around implements ReactiveController {
  theme: Theme = 'light'
  /** The colour behind the figure, if the page names one. */
  background: string | undefined
  /** The paper that it brings: with a theme of its own it is part of the look. */
  paper: Surroundings['paper'] | 'paper' = ''
  language: Language | undefined
  #isPrinting = false
  /** An element that inherits the page's text colour. */
  readonly #probe = document.createElement('i')
  #ways: (() => void)[] = []

  constructor(
    private readonly figure: ThetaFlow,
    private readonly surrounded: Surrounded,
  ) {
    figure.addController(this)
    this.#probe.className = 'probe'
    watchText(this.#probe, this.look)
  }

  /** In the figure's own tree colours are converted. */
  enter(root: ParentNode): void {
    root.append(this.#probe)
  }

  hostConnected(): void {
    const { figure, surrounded } = this
    const reword = () => {
      this.look()
      surrounded.reword()
    }
    this.#ways = [
      watchVisibility(figure, (visible) => surrounded.seen(visible)),
      watchSurroundings(figure, this.look),
      watchTexts(reword),
      watchContrast(this.look),
      watchPixelRatio(() => surrounded.resized()),
      watchPrinting(
        () => this.#print(true),
        () => this.#print(false),
      ),
    ]
    this.look()
  }

  hostDisconnected(): void {
    for (const leave of this.#ways) leave()
  }

  /** Looks around: something may have changed. */
  readonly look = (): void => {
    if (this.#isPrinting) return
    const { figure, surrounded } = this
    const around = surroundingsOf(figure, this.#probe)
    const own = figure.theme === 'light' || figure.theme === 'dark' ? figure.theme : undefined
    const theme = forcedTheme() ?? own ?? around.theme
    const paper = own ? 'paper' : around.paper
    const language = matchLanguage(figure.lang) ?? languageAround(figure, figure.langFallback)
    const isNews = around.background !== this.background || paper !== this.paper || theme !== this.theme
    this.theme = theme
    this.background = around.background
    this.paper = paper
    void adoptContrast(figure.shadowRoot)
    surrounded.recolour()
    if (language !== this.language) {
      this.language = language
      surrounded.reword()
    }
    if (isNews) figure.requestUpdate()
  }

  get contrast(): boolean {
    return wantsContrast()
  }

  /** Paper is white. */
  #print(begins: boolean): void {
    this.#isPrinting = begins
    if (begins) {
      this.theme = 'light'
      this.surrounded.printing()
    } else {
      this.surrounded.printed()
      this.look()
    }
    this.figure.requestUpdate()
  }
}
