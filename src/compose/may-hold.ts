/** Whether some key or value of a YAML text may hold one of `parts`: as it is, as an escape, or in base64. */
export const mayHold = (text: string, ...parts: readonly string[]): boolean =>
  parts.some((part) => text.includes(part)) || text.includes('\\') || text.includes('binary');
