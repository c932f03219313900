/**
 * Where a page asks for Trusted Types, this one policy vouches for all that thetaflow hands to the browser: the templates
 * of Lit, which are constants of this code, and the address of the worker. A page allows it by `trusted-types thetaflow`.
 * `onePolicy()` in scripts/lib/vite-plugins.mjs has Lit use it, too.
 */

interface Policy {
  createHTML(html: string): string
  createScriptURL(url: string): string
}

interface PolicyFactory {
  createPolicy(name: string, rules: Policy): Policy
}

export const policy = makePolicy()

function makePolicy(): Policy {
  const rules: Policy = { createHTML: (html) => html, createScriptURL: (url) => url }
  try {
    const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory }
    return trustedTypes?.createPolicy('thetaflow', rules) ?? rules
  } catch {
    // The page allows others only, or another copy of this code has it. Where nothing asks for types, texts will do.
    return rules
  }
}
