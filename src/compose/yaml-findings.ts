import { declare } from '../diagnostics/declare.ts';

const spec = 'https://docs.docker.com/reference/compose-file/';

export const syntax = declare<{ reason: string }>(() => ({
  code: 'yaml/syntax',
  severity: 'error',
  message: ({ reason }) => `This is not YAML: ${reason}`,
  why: 'A Compose file is a YAML document; what stands after a syntax error cannot be understood.',
  fix: 'Mend the text at the place shown. Indent with spaces, never with tabs, and quote texts that hold ": " or " #".',
  see: 'https://yaml.org/spec/1.2.2/',
}));

export const duplicateKey = declare<{ key: string }>(() => ({
  code: 'yaml/duplicate-key',
  severity: 'error',
  message: ({ key }) => `The key "${key}" is written twice in one mapping`,
  why: 'Only one of the two could take effect; Compose refuses such a file.',
  fix: 'Remove one of the two, or merge them.',
}));

export const keyNotText = declare<{ key: string }>(() => ({
  code: 'yaml/key-not-text',
  severity: 'error',
  message: ({ key }) => `The key ${key} is not text`,
  why: 'Compose takes only text as keys; an unquoted number, true, false or null is something else in YAML.',
  fix: ({ key }) => `Quote it: "${key}"`,
}));

/** Does not say the name: a password that begins with `*` reads as an alias. */
export const unknownAlias = declare(() => ({
  code: 'yaml/unknown-alias',
  severity: 'error',
  message: 'This alias has no anchor before it',
  why: 'An alias (*name) repeats what an anchor (&name) above it in the same document marks.',
  fix: 'Mark the value with that anchor before it is used, or write it out here; quote a text that begins with "*".',
}));

export const aliasCycle = declare<{ name: string }>(() => ({
  code: 'yaml/alias-cycle',
  severity: 'error',
  message: ({ name }) => `The alias *${name} stands inside its own anchor`,
  why: 'The value would contain itself without end.',
  fix: 'Move the anchor to a value that does not hold the alias.',
}));

export const aliasExpansion = declare<{ limit: number }>(() => ({
  code: 'yaml/alias-expansion',
  severity: 'error',
  message: ({ limit }) => `The aliases of this file stand for more than ${limit} values`,
  why: 'Aliases of aliases multiply; a few lines could fill the memory.',
  fix: 'Use fewer nested aliases.',
}));

export const mergeSource = declare(() => ({
  code: 'yaml/merge-key',
  severity: 'error',
  message: 'A merge key << takes a mapping, an alias of one, or a list of them',
  why: 'Anything else has no keys that could be merged.',
  fix: 'Write "<<: *anchor" or "<<: [*one, *two]", where the anchors mark mappings.',
  see: 'https://docs.docker.com/reference/compose-file/fragments/',
}));

export const badTag = declare<{ tag: string }>(() => ({
  code: 'yaml/tag',
  severity: 'error',
  message: ({ tag }) => `The value does not fit its tag ${tag}`,
  why: 'A tag says what a value is; this text cannot be read as that.',
  fix: 'Remove the tag, or write a value of its kind.',
}));

export const tooDeep = declare<{ limit: number }>(() => ({
  code: 'yaml/too-deep',
  severity: 'error',
  message: ({ limit }) => `Values are nested more than ${limit} deep`,
  why: 'No Compose key nests like this, and deeper files would take memory without bound.',
  fix: 'Flatten the file.',
}));

export const emptyFile = declare(() => ({
  code: 'file/empty',
  severity: 'error',
  message: 'The Compose file is empty',
  why: 'A project needs at least one service.',
  fix: 'Write a "services:" section.',
  see: spec,
}));

export const notMapping = declare<{ found: string }>(() => ({
  code: 'file/not-a-mapping',
  severity: 'error',
  message: ({ found }) => `The file holds ${found}, not a mapping`,
  why: 'At its top level a Compose file has keys such as "services:" and "volumes:".',
  fix: 'Put the services under the key "services:".',
  see: spec,
}));
