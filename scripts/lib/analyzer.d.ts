/** As much of the analyzer, and of the TypeScript that it brings, as the scripts use: it has no such types of its own. */
declare module '@custom-elements-manifest/analyzer/index.js' {
  interface Node {
    getText(): string
    /** With the comments before it. */
    getFullText(): string
  }
  interface Named extends Node {
    name: { text: string }
  }
  interface TypeAlias extends Named {
    type: Node
  }
  interface Union extends Node {
    types: readonly Node[]
  }
  interface SourceFile extends Node {
    statements: readonly Node[]
  }
  interface Variables extends Node {
    declarationList: { declarations: readonly { name: Node; initializer?: Node }[] }
  }
  interface Satisfying extends Node {
    expression: Node
  }
  interface ObjectLiteral extends Node {
    properties: readonly Node[]
  }
  interface Assignment extends Node {
    name: Node
    initializer: Node
  }
  interface Tag {
    tagName: { text: string }
    comment?: unknown
  }
  export const ts: {
    createSourceFile(name: string, text: string, target: number, setParentNodes: boolean): SourceFile
    ScriptTarget: { ES2022: number }
    getJSDocTags(node: Node): readonly Tag[]
    isClassDeclaration(node: Node): boolean
    isInterfaceDeclaration(node: Node): node is Named
    isTypeAliasDeclaration(node: Node): node is TypeAlias
    isModuleDeclaration(node: Node): node is Named
    isImportDeclaration(node: Node): boolean
    isUnionTypeNode(node: Node): node is Union
    isLiteralTypeNode(node: Node): boolean
    isVariableStatement(node: Node): node is Variables
    isSatisfiesExpression(node: Node): node is Satisfying
    isObjectLiteralExpression(node: Node): node is ObjectLiteral
    isPropertyAssignment(node: Node): node is Assignment
  }
  export interface Plugin {
    name: string
    analyzePhase?(phase: { node: Node }): void
    // biome-ignore lint/suspicious/noExplicitAny: the module as the manifest has it, unfinished.
    moduleLinkPhase?(phase: { moduleDoc: any }): void
  }
  // biome-ignore lint/suspicious/noExplicitAny: a manifest, https://github.com/webcomponents/custom-elements-manifest.
  export function create(options: { modules: SourceFile[]; plugins: Plugin[]; context: { dev: boolean } }): any
}

declare module '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js' {
  import type { Plugin } from '@custom-elements-manifest/analyzer/index.js'
  export function litPlugin(): Plugin[]
}
