import { type EcsPort, PortError } from './port.ts';

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

/** A failure that may be over at the next attempt. */
export const isPassing = (error: unknown): error is PortError => error instanceof PortError && passing.has(error.kind);

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
      if (!isPassing(error) || attempt === attempts) throw error;
      await clock.sleep(Math.min(longestWait, 250 * 2 ** attempt) * (0.5 + clock.random() / 2), signal);
      const there = error.kind === 'throttled' ? undefined : await settled();
      if (there !== undefined) return there;
    }
  }
}

/**
 * The same port, which repeats after a passing failure those calls that say how things shall be: made twice they change
 * nothing more. A service that is gone when it is removed again was removed by the first call, whose reply was lost.
 */
export function persistent(port: EcsPort, clock: Clock, signal?: AbortSignal): EcsPort {
  const again = <T>(call: () => Promise<T>): Promise<T> => once(call, async () => undefined, clock, signal);
  return {
    ...port,
    updateService: (change) => again(() => port.updateService(change)),
    tag: (arn, tags) => again(() => port.tag(arn, tags)),
    stopTask: (cluster, arn, reason) => again(() => port.stopTask(cluster, arn, reason)),
    deleteService: (cluster, name) => {
      let calls = 0;
      return again(() => {
        calls++;
        return port.deleteService(cluster, name).catch((error: unknown) => {
          if (calls === 1 || !(error instanceof PortError) || error.kind !== 'not-found') throw error;
        });
      });
    },
  };
}
