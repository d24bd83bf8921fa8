import { setMaxListeners } from 'node:events';
import type { EcsPort } from '../../push/port.ts';
import { PortError } from '../../push/port.ts';
import type { Clock } from '../../push/retry.ts';
import type { Connection } from '../../push/sdk.ts';
import type { Flags, Streams } from '../command.ts';

/** What a command that talks to AWS works with. */
export interface Session {
  readonly port: EcsPort;
  /** Repeats what may be repeated after a passing failure; push decides that for each of its steps. */
  readonly patientPort: EcsPort;
  readonly clock: Clock;
  readonly connection: Connection;
  /** Fires when the user presses Ctrl-C. */
  readonly signal: AbortSignal;
  close(): void;
}

/** Opens ECS with the flags of the command line; what they leave out comes from where the AWS CLI looks too. */
export async function openSession(flags: Flags, streams: Streams, region: string | undefined): Promise<Session> {
  const { connectEcs } = await import('../../push/sdk.ts');
  const stop = new AbortController();
  // Every call under way listens; Node would warn of more than ten on standard error, among findings for programs.
  setMaxListeners(0, stop.signal);
  const interrupt = (): void => stop.abort();
  const outer = streams.signal;
  if (outer) outer.addEventListener('abort', interrupt, { once: true });
  else process.once('SIGINT', interrupt);
  const { AWS_REGION, AWS_DEFAULT_REGION } = streams.env ?? {};
  // The AWS CLI reads AWS_DEFAULT_REGION where AWS_REGION is not set, the SDK does not.
  const chosen = region ?? (AWS_REGION || AWS_DEFAULT_REGION);
  const connection: Connection = {
    ...(chosen ? { region: chosen } : {}),
    ...(typeof flags.awsProfile === 'string' ? { profile: flags.awsProfile } : {}),
    ...(typeof flags.endpointUrl === 'string' ? { endpointUrl: flags.endpointUrl } : {}),
  };
  const port = await connectEcs(connection, stop.signal);
  const { persistent } = await import('../../push/retry.ts');
  const close = (): void => {
    outer?.removeEventListener('abort', interrupt);
    process.removeListener('SIGINT', interrupt);
  };
  return {
    port,
    patientPort: persistent(port, systemClock, stop.signal),
    clock: systemClock,
    connection,
    signal: stop.signal,
    close,
  };
}

/** The same ECS, deaf to Ctrl-C: for tidying up after it. A second Ctrl-C ends the program. */
export async function openUninterrupted({ connection }: Session): Promise<EcsPort> {
  const { connectEcs } = await import('../../push/sdk.ts');
  return connectEcs(connection);
}

const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  token: () => crypto.randomUUID(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const aborted = (): void => {
        clearTimeout(timer);
        reject(new PortError('aborted', 'wait', 'stopped while waiting'));
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', aborted);
        resolve();
      }, milliseconds);
      if (signal?.aborted) aborted();
      else signal?.addEventListener('abort', aborted, { once: true });
    }),
};
