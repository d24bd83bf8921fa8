/** Bytes of text. Below it a run ends before V8 would optimise much, and naming the flag takes longer than it saves. */
const large = 4096;

/** V8's measure of how much bytecode a function runs before it is optimised; what is kept of compiled code is checked against its flags. */
const usual = '--interrupt-budget=67584';
const patient = '--interrupt-budget=300000';

/**
 * Node 20's V8 optimises functions so early that most of the work is thrown away again while a project of some size is
 * read for the first time. Later versions decide otherwise, and do not know the flag.
 * @returns what is to be told of the size of each text that is read
 */
export function patience(process: NodeJS.Process): ((bytes: number) => void) | undefined {
  if (!process.versions.v8.startsWith('11.3.')) return undefined;
  let isPatient = false;
  return (bytes) => {
    if (isPatient || bytes < large) return;
    isPatient = true;
    const { setFlagsFromString } = process.getBuiltinModule('node:v8');
    setFlagsFromString(patient);
    process.prependListener('exit', () => setFlagsFromString(usual));
  };
}
