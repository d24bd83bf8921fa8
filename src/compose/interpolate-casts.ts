import type { Path, ScalarValue } from '../source/node.ts';

type Cast = 'integer' | 'float' | 'boolean';

/** Where text becomes a number or a boolean after interpolation. `*` is any key or index. */
const rows: Readonly<Record<Cast, readonly string[]>> = {
  integer: [
    'services/*/cpu_count',
    'services/*/cpu_period',
    'services/*/cpu_quota',
    'services/*/cpu_rt_period',
    'services/*/cpu_rt_runtime',
    'services/*/cpu_shares',
    'services/*/deploy/placement/max_replicas_per_node',
    'services/*/deploy/replicas',
    'services/*/deploy/restart_policy/max_attempts',
    'services/*/deploy/rollback_config/parallelism',
    'services/*/deploy/update_config/parallelism',
    'services/*/healthcheck/retries',
    'services/*/oom_score_adj',
    'services/*/pids_limit',
    'services/*/ports/*/target',
    'services/*/scale',
    'services/*/ulimits/*',
    'services/*/ulimits/*/hard',
    'services/*/ulimits/*/soft',
  ],
  float: [
    'services/*/cpu_percent',
    'services/*/cpus',
    'services/*/deploy/rollback_config/max_failure_ratio',
    'services/*/deploy/update_config/max_failure_ratio',
  ],
  boolean: [
    'configs/*/external',
    'networks/*/attachable',
    'networks/*/enable_ipv4',
    'networks/*/enable_ipv6',
    'networks/*/external',
    'networks/*/internal',
    'secrets/*/external',
    'services/*/depends_on/*/required',
    'services/*/depends_on/*/restart',
    'services/*/healthcheck/disable',
    'services/*/init',
    'services/*/oom_kill_disable',
    'services/*/privileged',
    'services/*/read_only',
    'services/*/stdin_open',
    'services/*/tty',
    'services/*/volumes/*/read_only',
    'services/*/volumes/*/volume/nocopy',
    'volumes/*/external',
  ],
};

/** One step of the table above: what follows a key, and what a text here becomes. */
export interface CastStep {
  readonly cast?: Cast;
  readonly next: ReadonlyMap<string, CastStep>;
}

interface Growing {
  cast?: Cast;
  next: Map<string, Growing>;
}

function grow(): CastStep {
  const root: Growing = { next: new Map() };
  for (const cast of ['integer', 'float', 'boolean'] as const) {
    for (const row of rows[cast]) {
      let step = root;
      for (const part of row.split('/')) {
        const next = step.next.get(part) ?? { next: new Map() };
        step.next.set(part, next);
        step = next;
      }
      step.cast = cast;
    }
  }
  return root;
}

export const casts = grow();

export const nextCast = (step: CastStep | undefined, key: string): CastStep | undefined =>
  step?.next.get(key) ?? step?.next.get('*');

/** The paths of the table, for tests. */
export const castPaths: readonly Path[] = Object.values(rows).flatMap((list) => list.map((row) => row.split('/')));

export interface Casted {
  readonly value: ScalarValue;
  readonly float: boolean;
}

const booleans = new Map([
  ['true', true],
  ['y', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['n', false],
  ['no', false],
  ['off', false],
]);

/** The value that a text stands for, or undefined where it stands for none. */
export function castText(text: string, cast: Cast): Casted | undefined {
  if (cast === 'boolean') {
    const value = booleans.get(text.toLowerCase());
    return value === undefined ? undefined : { value, float: false };
  }
  if (cast === 'integer') {
    if (!/^[-+]?[0-9]+$/.test(text)) return undefined;
    const value = Number(text);
    return { value: Number.isSafeInteger(value) ? value : BigInt(text.replace('+', '')), float: false };
  }
  if (!/^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/.test(text)) return undefined;
  return { value: Number(text), float: true };
}
