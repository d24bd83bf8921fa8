import { declare } from '../../diagnostics/declare.ts';

/** The parameter file of the retired Amazon ECS CLI. */
const see = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cmd-ecs-cli-compose-ecsparams.html';

export const unreadableFile = declare<{ file: string; reason: string }>(() => ({
  code: 'ecs-params/unreadable',
  severity: 'error',
  usage: true,
  message: ({ file, reason }) => `The parameter file ${file} cannot be read: ${reason}.`,
  why: 'It was named on the command line, and what it says would be missing.',
  fix: 'Correct the path, or leave --ecs-params out.',
  see,
}));

export const unknownField = declare<{ field: string; hint: string }>(() => ({
  code: 'ecs-params/unknown-field',
  severity: 'warning',
  message: ({ field, hint }) => `The parameter file has an unknown field ${field}.${hint}`,
  why: 'The Amazon ECS CLI has no such field here; it is not read.',
  fix: 'Correct its name or its place, remove it, or say the same in x-ecs.',
  see,
}));

export const notCarried = declare<{ field: string; why: string; fix: string }>(() => ({
  code: 'ecs-params/not-carried',
  severity: 'warning',
  message: ({ field }) => `${field} of the parameter file is not carried over.`,
  why: ({ why }) => why,
  fix: ({ fix }) => fix,
  see,
}));

export const invalidValue = declare<{ expected: string }>(() => ({
  code: 'ecs-params/invalid-value',
  severity: 'error',
  message: ({ expected }) => `This place of the parameter file must be ${expected}.`,
  why: 'The field cannot be read as it stands, and leaving it out would change what runs.',
  fix: 'Correct the value.',
  see,
}));

export const unknownName = declare<{ kind: string; name: string; hint: string }>(() => ({
  code: 'ecs-params/unknown-name',
  severity: 'warning',
  message: ({ kind, name, hint }) =>
    `The parameter file names the ${kind} ${name}, which the project does not use.${hint}`,
  why: 'What it says there changes nothing.',
  fix: 'Use a name that stands in the Compose file, or remove it.',
  see,
}));

export const ecsParamsDiagnostics = { unreadableFile, unknownField, notCarried, invalidValue, unknownName };
