import { convert } from './commands/convert.ts';
import { convertSummary } from './convert-summary.ts';
import { start } from './start.ts';

/** The program for `convert` alone, which is run the most: nothing of the other commands is read at its start. */
export const main = (process: NodeJS.Process): Promise<void> =>
  start(process, [{ name: 'convert', summary: convertSummary, load: async () => convert }]);
