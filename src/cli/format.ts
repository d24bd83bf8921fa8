/** How diagnostics are written to stderr. */
export const formats = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof formats)[number];

const isFormat = (text: string | undefined): text is Format => formats.some((format) => format === text);

/** The format a command line asks for, also where the rest of it cannot be parsed. */
export function requestedFormat(argv: readonly string[]): Format {
  let format: Format = 'text';
  for (const [index, word] of argv.entries()) {
    const value = word === '--diagnostics' ? argv[index + 1] : /^--diagnostics=(.*)$/.exec(word)?.[1];
    if (isFormat(value)) format = value;
  }
  return format;
}
