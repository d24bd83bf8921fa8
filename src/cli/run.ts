/** What a command may touch of the process; tests hand in their own. */
export interface Streams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

export async function run(_argv: readonly string[], _streams: Streams): Promise<number> {
  return 0;
}
