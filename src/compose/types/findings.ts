import { declare } from '../../diagnostics/declare.ts';

export const notThisType = declare<{ wanted: string }>(() => ({
  code: 'value/wrong-type',
  severity: 'error',
  message: ({ wanted }) => `This is not ${wanted}.`,
  why: 'Compose reads this key as that type and stops at anything else.',
  fix: 'Correct the value; where it comes from a variable, set the variable or give it a default.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/12-interpolation.md',
}));

export const bytesLost = declare(() => ({
  code: 'bytes/fraction-dropped',
  severity: 'warning',
  message: 'A size written as a decimal number without quotes is dropped.',
  why: 'Compose reads whole numbers of bytes, or texts such as "1.5g"; a bare 1.5 or 1e6 counts as no size at all.',
  fix: 'Write a text with a unit, such as "1536m".',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/11-extension.md#specifying-byte-values',
}));

export const ulimitZeroLost = declare(() => ({
  code: 'ulimits/zero-dropped',
  severity: 'warning',
  message: 'A single limit of 0 is dropped.',
  why: 'Compose cannot tell a single limit of 0 from none, and prints the limit without a number.',
  fix: 'Write soft: 0 and hard: 0 to say it plainly, or remove the limit.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#ulimits',
}));

export const commandCut = declare<{ operator: string }>(() => ({
  code: 'command/cut-at-operator',
  severity: 'warning',
  message: ({ operator }) => `Everything from "${operator}" on is cut off this command.`,
  why: 'Compose splits a command without running a shell, and ends it at the first operator of a shell outside of quotes.',
  fix: 'Call a shell: ["sh", "-c", "… ; …"].',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#command',
}));

export const commandInvalid = declare(() => ({
  code: 'command/invalid',
  severity: 'error',
  message: 'This command cannot be split into words.',
  why: 'A quote, a parenthesis or a backslash is left open.',
  fix: 'Close it, or write the command as a list.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#command',
}));

export const trailingSpace = declare<{ name: string }>(() => ({
  code: 'environment/trailing-space',
  severity: 'error',
  message: ({ name }) => `The variable name "${name}" ends with a space.`,
  why: 'Such a variable cannot be read by its intended name.',
  fix: 'Remove the space before the equals sign.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#environment',
}));

export const hostInvalid = declare(() => ({
  code: 'extra_hosts/invalid',
  severity: 'error',
  message: 'This is no host and address.',
  why: 'An extra host is a name, without ":" or "=", and an IP address.',
  fix: 'Write "name=address"; in a mapping, several addresses are a list.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#extra_hosts',
}));
