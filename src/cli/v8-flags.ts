/**
 * Sets flags of V8 11.3, that of Node 20; undefined on any other, which behaves otherwise or does not know them.
 * Loading the module takes longer than converting a small project, so it is asked for when a flag is set.
 */
export function flagSetter({ versions, getBuiltinModule }: NodeJS.Process): ((flags: string) => void) | undefined {
  if (!versions.v8.startsWith('11.3.')) return undefined;
  return (flags) => getBuiltinModule('node:v8').setFlagsFromString(flags);
}
