import { flagSetter } from './v8-flags.ts';

/**
 * Bytes of text. Below, a run ends before V8 would optimise much, and naming the flag takes longer than it saves; above, it
 * lasts long enough for early optimisation to pay.
 */
const sizes = { from: 4096, to: 3 * 2 ** 20 };

/** V8's measure of how much bytecode a function runs before it is optimised; what is kept of compiled code is checked against its flags. */
const usual = '--interrupt-budget=67584';
const patient = '--interrupt-budget=300000';

/**
 * V8 11.3 optimises functions so early that most of the work is thrown away again while a project of some size is
 * read for the first time.
 * @returns what is to be told of the size of each text that is read
 */
export function patience(process: NodeJS.Process): ((bytes: number) => void) | undefined {
  const setFlags = flagSetter(process);
  if (!setFlags) return undefined;
  let isPatient = false;
  return (bytes) => {
    if (isPatient || bytes < sizes.from || bytes > sizes.to) return;
    isPatient = true;
    setFlags(patient);
    process.prependListener('exit', () => setFlags(usual));
  };
}
