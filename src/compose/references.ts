/**
 * How a service names another one outside `depends_on`, each as one text.
 * https://docs.docker.com/reference/compose-file/services/
 */

/** An entry of `links`: `db:database` → target and alias; the alias is the target's name when none is written. */
export function parseLink(link: string): { readonly to: string; readonly alias: string } {
  const colon = link.indexOf(':');
  // The reference takes an entry of more than one colon for a single name, which no service has.
  return colon < 0 || link.includes(':', colon + 1)
    ? { to: link, alias: link }
    : { to: link.slice(0, colon), alias: link.slice(colon + 1) };
}

export interface VolumesFrom {
  /** Of a service, or of a container when `byContainer`. */
  readonly name: string;
  readonly byContainer: boolean;
  /** `ro` and the like. */
  readonly options: readonly string[];
}

/** An entry of `volumes_from`: `service[:ro]`, `container:name[:ro]`. */
export function parseVolumesFrom(entry: string): VolumesFrom {
  const words = entry.split(':');
  const byContainer = words[0] === 'container' && words.length > 1;
  const [name = '', ...options] = byContainer ? words.slice(1) : words;
  return { name, byContainer, options: options.flatMap((option) => option.split(',')).filter(Boolean) };
}

/** The service that `service:x` names: a value of `network_mode`, `ipc` or `pid`. */
export const sharedService = (mode: string | undefined): string | undefined =>
  mode?.startsWith('service:') ? mode.slice('service:'.length) : undefined;
