/** `a`, `a or b`, `a, b or c`; of more than eight, the first seven. */
export const either = (names: readonly string[]): string => sentence(names, 'or');

/** `a`, `a and b`, `a, b and c`. */
export const both = (names: readonly string[]): string => sentence(names, 'and');

function sentence(names: readonly string[], word: 'and' | 'or'): string {
  const shown = names.length > 8 ? [...names.slice(0, 7), `${names.length - 7} others`] : names;
  const last = shown.at(-1) ?? '';
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} ${word} ${last}` : last;
}
