// A Chromium to test in: the one that is there, or on Debian the one that apt-get can fetch.

import { access, constants, readFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { Failure, run } from './run.mjs'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
]

const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
)

const WINDOWS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
]

/** @returns {Promise<string | undefined>} the path of a browser */
export async function findBrowser() {
  const named = process.env.CHROME_PATH
  if (named) {
    if (await isExecutable(named)) return named
    throw new Failure(`CHROME_PATH says ${named}, but there is no program.`)
  }
  for (const path of candidates()) {
    if (await isExecutable(path)) return path
  }
  return undefined
}

/** Finds a browser or installs one; says what to do where it can do neither. */
export async function ensureBrowser() {
  const found = await findBrowser()
  if (found) return found

  if (process.getuid?.() === 0 && (await isDebian())) {
    console.log('Installing Chromium with apt-get')
    const quiet = { env: { DEBIAN_FRONTEND: 'noninteractive' } }
    // A stale or partly unreachable index may still do, so only the installation decides.
    await run('apt-get', ['update', '-q'], quiet)
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], quiet)
    const installed = await findBrowser()
    if (installed) return installed
    throw new Failure('apt-get could not install chromium: install a Chromium by hand or name one in CHROME_PATH.')
  }
  throw new Failure('The browser tests need Chromium, Chrome or Edge: install one, or name its program in CHROME_PATH.')
}

function candidates() {
  if (process.platform === 'darwin') return MAC
  if (process.platform === 'win32') {
    const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    return folders.flatMap((folder) => (folder ? WINDOWS.map((path) => join(folder, path)) : []))
  }
  return programs(NAMES, [...path(), '/snap/bin'])
}

/**
 * The first of some programs that is there.
 * @param {string[]} names
 * @param {string[]} [folders]
 */
export async function findProgram(names, folders = path()) {
  for (const program of programs(names, folders)) {
    if (await isExecutable(program)) return program
  }
  return undefined
}

/** @param {string[]} names @param {string[]} folders */
const programs = (names, folders) => names.flatMap((name) => folders.map((folder) => join(folder, name)))

const path = () => (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')

/** @param {string} path */
function isExecutable(path) {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}

async function isDebian() {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  return /^ID="?debian"?$/m.test(release)
}
