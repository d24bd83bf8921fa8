import { endQuietlyOnClosedPipe } from './pipe.ts';
import { run } from './run.ts';

/** The program, apart from how its code is loaded. */
export async function main(process: NodeJS.Process): Promise<void> {
  endQuietlyOnClosedPipe(process);
  process.exitCode = await run(process.argv.slice(2), process);
}
