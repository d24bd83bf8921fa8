import { locate, type Project } from '../../compose/project.ts';
import { serviceRanks } from '../../compose/service-ranks.ts';
import type { Where } from '../../diagnostics/declare.ts';

/** Where the services of a project are written. Found when first asked for: a task has several findings at its first one. */
export class Places {
  private readonly project: Project;
  /** In file order. */
  private readonly names: readonly string[];
  private readonly ranks: ReadonlyMap<string, number>;
  private readonly known: Map<string, Where>;

  constructor(project: Project) {
    this.project = project;
    this.names = Object.keys(project.model.services);
    this.ranks = serviceRanks(project.model);
    this.known = new Map();
  }

  /** The place of a message that several services of a task share: the first of them in file order, the others related. */
  fold(services: readonly string[], message: string): Where {
    return isOne(services) ? this.at(services[0]) : this.foldSeveral(services, message);
  }

  /** The same place, for what is true of the task as a whole. */
  first(services: readonly string[]): Where {
    return this.at(isOne(services) ? services[0] : this.names[this.ranksOf(services)[0] ?? -1]);
  }

  private foldSeveral(services: readonly string[], message: string): Where {
    const [first = -1, ...others] = this.ranksOf(services);
    const also = others.map((rank) => {
      const { path, place } = this.at(this.names[rank]);
      return { path, place, message };
    });
    return { ...this.at(this.names[first]), also };
  }

  private ranksOf(services: readonly string[]): number[] {
    const found: number[] = [];
    services.forEach((name) => {
      const rank = this.ranks.get(name);
      if (rank !== undefined && rank !== found.at(-1)) found.push(rank);
    });
    found.sort((a, b) => a - b);
    return found.filter((rank, index) => rank !== found[index - 1]);
  }

  private at(service: string | undefined): Where {
    if (service === undefined) return { path: ['services'] };
    const known = this.known.get(service);
    if (known) return known;
    const path = ['services', service];
    const { place, related } = locate(this.project.tree, path);
    const where = related.length > 0 ? { path, place, related } : { path, place };
    this.known.set(service, where);
    return where;
  }
}

/** Most tasks are made of one service, which several reasons may name. */
function isOne(services: readonly string[]): boolean {
  for (let index = 1; index < services.length; index++) if (services[index] !== services[0]) return false;
  return services.length > 0;
}
