import { PortError } from './port.ts';

/** Time and chance, handed in so that tests decide them. */
export interface Clock {
  now(): number;
  /** Rejects with an aborted `PortError` when the signal fires. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Between 0 and 1. */
  random(): number;
  /** At most 36 ASCII characters, never the same twice. */
  token(): string;
}

const attempts = 6;
const longestWait = 20_000;
const passing: ReadonlySet<PortError['kind']> = new Set(['throttled', 'server', 'network']);

/**
 * Makes a mutating call so that it happens once. After a failure that may have come too late (a lost reply, a 5xx),
 * `settled` reads what ECS holds now: when that is what the call was to bring about, nothing is sent again.
 */
export async function once<T>(
  call: () => Promise<T>,
  settled: () => Promise<T | undefined>,
  clock: Clock,
  signal?: AbortSignal,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof PortError) || !passing.has(error.kind) || attempt === attempts) throw error;
      await clock.sleep(Math.min(longestWait, 250 * 2 ** attempt) * (0.5 + clock.random() / 2), signal);
      const there = error.kind === 'throttled' ? undefined : await settled();
      if (there !== undefined) return there;
    }
  }
}
