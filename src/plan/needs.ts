import { containerServices } from '../compose/container-services.ts';
import type { ProjectModel, Service } from '../compose/model.ts';

/** `db:database` → target and alias; the alias is the target's name when none is written. */
export function parseLink(link: string): { to: string; alias: string } {
  const colon = link.indexOf(':');
  return colon < 0 ? { to: link, alias: link } : { to: link.slice(0, colon), alias: link.slice(colon + 1) };
}

/** The service behind an entry of `volumes_from`; undefined for `container:x`. */
export function volumesFromService(entry: string): string | undefined {
  const [first = ''] = entry.split(':');
  return first === 'container' && entry.includes(':') ? undefined : first;
}

/** The service of this project whose volumes an entry of `volumes_from` takes, also where it names the container. */
export const volumesSource = (entry: string, model: ProjectModel): string | undefined =>
  volumesFromService(entry) ?? containerServices(model).get(entry.split(':')[1] ?? '');

/** The service that `service:x` names. */
export const sharedService = (mode: string | undefined): string | undefined =>
  mode?.startsWith('service:') ? mode.slice('service:'.length) : undefined;

/** Every service that must be there before this one, in the order it is named; `named` are those of `depends_on`, `sources` those of `volumes_from`. */
export function needsOf(
  service: Service,
  named: readonly string[] = Object.keys(service.depends_on ?? {}),
  sources: readonly (string | undefined)[] | undefined = service.volumes_from?.map(volumesFromService),
): readonly string[] {
  const { links, volumes_from, network_mode, ipc, pid } = service;
  if (!links && !volumes_from && !network_mode && !ipc && !pid) return named;
  const implied = [
    ...(links ?? none).map((link) => parseLink(link).to),
    ...(sources ?? none),
    ...[network_mode, ipc, pid].map(sharedService),
  ];
  return [...named, ...implied.filter((name) => name !== undefined)];
}

const none: readonly string[] = [];
