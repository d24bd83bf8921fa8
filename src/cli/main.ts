import { commands } from './commands.ts';
import { start } from './start.ts';

/** The program, apart from how its code is loaded. */
export const main = (process: NodeJS.Process): Promise<void> => start(process, commands);
