import { declare } from '../diagnostics/declare.ts';

const xEcs = 'https://github.com/compose-spec/compose-spec/blob/main/11-extension.md';

export const invalidOption = declare<{ name: string; problem: string }>(() => ({
  code: 'options/invalid',
  severity: 'error',
  usage: true,
  message: ({ name, problem }) => `${name} ${problem}.`,
  why: 'A value that is not understood is not guessed: ECS would refuse it, or do something else than was meant.',
  fix: ({ name }) => `Correct the value of ${name}; "compose2ecs convert --help" describes it.`,
}));

export const unknownTarget = declare<{ name: string; kind: string; word: string; hint: string }>(() => ({
  code: 'options/unknown-name',
  severity: 'error',
  usage: true,
  message: ({ name, kind, word, hint }) => `${name} names ${kind} "${word}", which the project does not have.${hint}`,
  why: 'The option would change nothing, which is hardly what was meant.',
  fix: 'Use a name that stands in the Compose file, or leave the option out.',
}));

export const unknownField = declare<{ field: string; hint: string }>(() => ({
  code: 'x-ecs/unknown-field',
  severity: 'warning',
  message: ({ field, hint }) => `x-ecs has no field "${field}".${hint}`,
  why: 'The field is not read; it changes nothing in the definitions.',
  fix: 'Correct its name or remove it. Any member of the ECS API can be set below taskDefinition or service.',
  see: xEcs,
}));

export const notAMapping = declare(() => ({
  code: 'x-ecs/not-a-mapping',
  severity: 'error',
  message: 'x-ecs is not a mapping.',
  why: 'Its fields are options by name; nothing else can be read from it.',
  fix: 'Write fields below it, such as "cluster: production".',
  see: xEcs,
}));

export const unknownCode = declare<{ flag: string; word: string; hint: string }>(() => ({
  code: 'options/unknown-code',
  severity: 'error',
  usage: true,
  message: ({ flag, word, hint }) => `${flag} names "${word}", which is no diagnostic code.${hint}`,
  why: 'A mistyped code would neither stop nor let pass anything.',
  fix: '"compose2ecs explain" lists every code.',
}));

export const notAllowable = declare<{ word: string; severity: string }>(() => ({
  code: 'options/not-allowable',
  severity: 'error',
  usage: true,
  message: ({ word, severity }) => `${word} cannot be allowed: it is ${severity}.`,
  why: 'Only an error that still leaves a result that ECS accepts can be lowered to a warning.',
  fix: 'Remove the cause instead; "compose2ecs explain" with the code tells how.',
}));
