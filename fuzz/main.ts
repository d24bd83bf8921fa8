import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { unaccounted } from './accounting.ts';
import type { Input } from './input.ts';
import { type Broken, check, run } from './invariants.ts';
import { type Made, make } from './make.ts';
import { Random } from './random.ts';
import { readSeeds } from './seeds.ts';
import { shrink } from './shrink.ts';

const { values: flags } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    runs: { type: 'string' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    failures: { type: 'string', default: '10' },
  },
});
const seed = Number(flags.seed);
const end = Date.now() + Number(flags.minutes) * 60_000;
const last = Number(flags.from) + (flags.runs === undefined ? Number.POSITIVE_INFINITY : Number(flags.runs));
const seeds = readSeeds();
const out = mkdtempSync(join(tmpdir(), 'fuzz-'));
const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** One input in this many is also written again, printed, rendered; one in `rarely` given one more key. */
const often = 8;
const rarely = 25;
/** Milliseconds of this process: what a run may take, ten times over before it counts. */
function allowance({ files }: Input): number {
  const text = Object.values(files).join('');
  // An alias or a range of ports stands for more than is written, up to a limit.
  return 50 + text.length / 1000 + (/\*\w|\d-\d{4}/.test(text) ? 400 : 0);
}

function all({ input, tree }: Made, index: number, timed: boolean): readonly Broken[] {
  const start = process.cpuUsage();
  const broken = [...check(input, index % often === 0)];
  const { user, system } = process.cpuUsage(start);
  if (timed && (user + system) / 1000 > 10 * allowance(input))
    broken.push({ invariant: 'time', detail: `${(user + system) / 1000} ms` });
  if (tree && index % rarely === 0 && broken.length === 0) {
    const lost = unaccounted(input, tree, run(input), new Random(index));
    if (lost !== undefined) broken.push({ invariant: 'accounting', detail: lost });
  }
  return broken;
}

const seen = new Map<string, number>();
/** The same fault has the same name: numbers and quoted words do not count. */
const kind = ({ invariant, detail }: Broken): string =>
  `${invariant}: ${/throws/.test(invariant) ? detail.split('\n').slice(0, 2).join(' ') : detail.split(/[ :]/)[0]}`;

function tell(made: Made, index: number, broken: Broken): void {
  const name = kind(broken);
  seen.set(name, (seen.get(name) ?? 0) + 1);
  if ((seen.get(name) ?? 0) > 1 || seen.size > Number(flags.failures)) return;
  const fails = (input: Input): boolean => check(input, true).some((each) => kind(each) === name);
  const small =
    broken.invariant === 'time' || broken.invariant === 'accounting' ? made.input : shrink(made.input, fails);
  const folder = join(out, String(index));
  for (const [path, text] of Object.entries(small.files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(join(folder, 'input.json'), JSON.stringify({ ...small, broken }, null, 1));
  say(
    `\nFAILED ${broken.invariant} (--seed ${seed} --from ${index} --runs 1; ${made.input.origin}), shrunk in ${folder}\n${broken.detail.slice(0, 1500)}\n${(small.files[small.request.files?.[0] ?? ''] ?? '').slice(0, 600)}\n${JSON.stringify(small.request)}`,
  );
}

let index = Number(flags.from);
let converted = 0;
for (; index < last && Date.now() < end; index++) {
  const made = make(seed, index, seeds);
  let broken = all(made, index, true);
  if (broken.some(({ invariant }) => invariant === 'time')) broken = all(made, index, true);
  for (const one of broken) tell(made, index, one);
  if (index % 10 === 0 && broken.length === 0 && run(made.input).app) converted += 10;
  if (index % 10_000 === 9_999)
    say(`${index + 1} inputs, ${[...seen.values()].reduce((sum, count) => sum + count, 0)} failures`);
}
const count = index - Number(flags.from);
say(
  `\n${count} inputs (seed ${seed}, ${seeds.length} written projects), about ${Math.min(100, Math.round((100 * converted) / Math.max(1, count)))} % convert; ${seen.size} faults`,
);
for (const [name, times] of seen) say(`  ${times} x ${name}`);
process.exitCode = seen.size > 0 ? 1 : 0;
