import type { EcsApp } from '../ecs/model.ts';
import { type EcsPort, PortError } from './port.ts';
import { type Requirement, requirements } from './requirements.ts';

/** Answers whether something outside ECS exists; undefined when it cannot tell. May reject with a `PortError`. */
export type Probe = (requirement: Requirement) => Promise<boolean | undefined>;

export interface Preflight {
  readonly missing: readonly Requirement[];
  /** What could not be looked at, and why. */
  readonly unknown: readonly { readonly requirement: Requirement; readonly reason: string }[];
}

/** Looks for everything that the application presumes, and tells all that is missing at once. */
export async function preflight(app: EcsApp, cluster: string, port: EcsPort, probe: Probe): Promise<Preflight> {
  const wanted = requirements(app, cluster);
  const answers = await Promise.all(wanted.map((requirement) => look(requirement, port, probe)));
  const missing = wanted.filter((_, i) => answers[i]?.there === false);
  const unknown = wanted.flatMap((requirement, i) => {
    const reason = answers[i]?.reason;
    return reason === undefined ? [] : [{ requirement, reason }];
  });
  return { missing: withoutEchoes(missing), unknown };
}

interface Answer {
  readonly there?: boolean;
  readonly reason?: string;
}

async function look(requirement: Requirement, port: EcsPort, probe: Probe): Promise<Answer> {
  try {
    if (requirement.kind === 'cluster') return { there: (await port.cluster(requirement.name)) !== undefined };
    if (requirement.kind === 'capacity') {
      const cluster = await port.cluster(requirement.name);
      return { there: cluster === undefined || cluster.instances > 0 || cluster.capacityProviders.length > 0 };
    }
    const there = await probe(requirement);
    return there === undefined ? { reason: 'it cannot be looked up by name' } : { there };
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    if (error.kind === 'aborted' || error.kind === 'credentials' || error.kind === 'region') throw error;
    return { reason: error.message };
  }
}

/** A cluster that is missing has no capacity either: one message is enough. */
function withoutEchoes(missing: readonly Requirement[]): readonly Requirement[] {
  const clusters = new Set(missing.filter(({ kind }) => kind === 'cluster').map(({ name }) => name));
  return missing.filter(({ kind, name }) => kind !== 'capacity' || !clusters.has(name));
}
