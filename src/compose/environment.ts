import type { Span } from '../source/source.ts';

/** One variable. A value of the process has no place. */
export interface Variable {
  readonly value: string;
  readonly place?: Span | undefined;
}

/** Variables by name, with the place of each that a file defines. Names are case-sensitive, as on Linux. */
export type Environment = ReadonlyMap<string, Variable>;

export function fromRecord(env: Readonly<Record<string, string | undefined>>): Map<string, Variable> {
  const variables = new Map<string, Variable>();
  for (const name of Object.keys(env)) {
    const value = env[name];
    if (value !== undefined) variables.set(name, { value });
  }
  return variables;
}
