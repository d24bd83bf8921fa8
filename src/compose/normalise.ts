import type { Entry, MapNode, Node } from '../source/node.ts';
import type { Span } from '../source/source.ts';
import type { Around } from './complete.ts';
import {
  copy,
  entries,
  entryAt,
  get,
  isNull,
  items,
  map,
  mapItems,
  mapValues,
  marked,
  present,
  record,
  scalar,
  set,
  text,
  trailed,
} from './nodes.ts';
import { clean } from './path.ts';
import { parseLink, parseVolumesFrom, sharedService } from './references.ts';

/** The variables that a name without a value may come from. */
export type Lookup = ReadonlyMap<string, { readonly value: string; readonly place?: Span | undefined }>;

/** Changes each service of a tree. */
export function mapServices(root: MapNode, change: (service: MapNode, name: string) => MapNode): MapNode {
  const services = get(root, 'services');
  if (services?.kind !== 'map') return root;
  const made = mapValues(services, (value, name) => (value.kind === 'map' ? change(value, name) : value));
  return changed(root, 'services', made);
}

const changed = (node: MapNode, key: string, value: Node): MapNode =>
  get(node, key) === value ? node : set(node, key, value);

/** Gives variables of a service that have no value the one of the environment. Those it does not have stay null. */
export const inherited = (node: Node, variables: Lookup): Node => resolve(node, variables, true);

/** In a mapping, null; in a list, a name without `=`. What the environment lacks is kept or left out. */
function resolve(node: Node, variables: Lookup, keep: boolean): Node {
  if (node.kind === 'list') {
    return mapItems(node, (item) => {
      const name = text(item);
      if (name === undefined || name.includes('=')) return item;
      const found = variables.get(name);
      return found ? valued(`${name}=${found.value}`, item, found.place) : keep ? item : undefined;
    });
  }
  if (node.kind !== 'map') return node;
  return mapValues(node, (value, name, key) => {
    if (!isNull(value)) return value;
    const found = variables.get(name);
    if (!found) return keep ? value : undefined;
    return valued(found.value, value.end > value.start ? value : key, found.place);
  });
}

const valued = (value: string, from: Node | Span, place: Span | undefined): Node => {
  const made = scalar(value, from);
  return place ? trailed(made, { ...place, role: 'variable' }) : made;
};

/** A project, once all its files are one. */
export interface Whole extends Around {
  readonly name: string;
}

/** What the reference adds and tidies in a project: names, build defaults, and the networks and dependencies that are implied. */
export type Normalise = (node: Node, key: string | number, whole: Whole) => Node;

export const normaliseService: Normalise = (service, key) => {
  if (service.kind !== 'map' || typeof key !== 'string') return service;
  const joined = defaultUser(service) === service ? joinDefault(service) : service;
  return implied(replicated(joined));
};

/** What uses the default network, if that is used: the networks that a service names, or a service that names none. */
function defaultUser(service: MapNode): Node | undefined {
  if (text(get(service, 'network_mode')) || get(service, 'provider')) return undefined;
  const networks = get(service, 'networks');
  if (networks?.kind !== 'map' || networks.entries.size === 0) return service;
  return networks.entries.has('default') ? networks : undefined;
}

function joinDefault(service: MapNode): MapNode {
  const place = get(service, 'networks') ?? service;
  const networks = new Map<string, Entry>().set('default', entryAt(place, scalar(null, place, true)));
  return set(service, 'networks', map(networks, place, true));
}

/** The default network exists where some service uses it. */
export function declareDefault(root: MapNode): MapNode {
  const networks = get(root, 'networks');
  const user = entries(networks).has('default') ? undefined : firstUser(entries(get(root, 'services')));
  if (!user) return root;
  const all = copy(entries(networks));
  all.set('default', entryAt(user, map(new Map(), user, true)));
  return set(root, 'networks', map(all, networks ?? user, networks ? undefined : true));
}

function firstUser(services: MapNode['entries']): Node | undefined {
  for (const { value } of services.values()) {
    const user = value.kind === 'map' ? defaultUser(value) : undefined;
    if (user) return user;
  }
  return undefined;
}

/** The scale of a service is the number of its replicas. */
function replicated(service: MapNode): MapNode {
  const scale = get(service, 'scale');
  const deploy = scale && get(service, 'deploy');
  if (!scale || deploy?.kind !== 'map' || get(deploy, 'replicas')) return service;
  return set(service, 'deploy', set(deploy, 'replicas', marked(scale, { implied: true })));
}

export const normaliseBuild: Normalise = (build) =>
  build.kind !== 'map' || text(get(build, 'dockerfile')) || text(get(build, 'dockerfile_inline'))
    ? build
    : set(build, 'dockerfile', scalar('Dockerfile', build, true));

/** Arguments without a value have the one of the environment, or are none. */
export const normaliseArgs: Normalise = (args, _, { variables }) => resolve(args, variables, false);

/** An older spelling of `missing`. */
export const normalisePolicy: Normalise = (policy) =>
  text(policy) === 'if_not_present' ? scalar('missing', policy) : policy;

export const normaliseMount: Normalise = (volume) => {
  const target = get(volume, 'target');
  const path = text(target);
  if (volume.kind !== 'map' || !target || !path) return volume;
  const tidy = clean(path);
  return tidy === path ? volume : set(volume, 'target', scalar(tidy, target));
};

const modes = ['network_mode', 'ipc', 'pid', 'uts', 'cgroup'];
const needing = ['links', 'volumes_from', ...modes];

/** links, `service:` modes and volumes_from make a service depend on another one. */
function implied(service: MapNode): MapNode {
  const own = service.entries;
  if (!needing.some(own.has, own)) return service;
  const needs: (readonly [string, Node, boolean])[] = [];
  for (const link of items(get(service, 'links'))) {
    needs.push([parseLink(text(link) ?? '').to, link, true]);
  }
  modes.forEach((key) => {
    const mode = own.get(key)?.value;
    const name = sharedService(text(mode));
    if (mode && name !== undefined) needs.push([name, mode, true]);
  });
  for (const source of items(get(service, 'volumes_from'))) {
    const { name, byContainer } = parseVolumesFrom(text(source) ?? '');
    if (!byContainer) needs.push([name, source, false]);
  }
  if (needs.length === 0) return service;
  const before = get(service, 'depends_on');
  const all = copy(entries(before));
  for (const [name, from, restart] of needs)
    if (name !== '' && !all.has(name)) all.set(name, entryAt(from, dependency(from, restart)));
  if (all.size === entries(before).size) return service;
  const [first] = needs;
  return set(service, 'depends_on', map(all, before ?? first?.[1] ?? service, before ? undefined : true));
}

const dependency = (from: Node, restart: boolean): MapNode => {
  const made = record(from, {
    condition: scalar('service_started', from, true),
    restart: restart ? scalar(true, from, true) : undefined,
    required: scalar(true, from, true),
  });
  return marked(made, { implied: true });
};

/** A resource without a name is called `<project>_<key>`; one that exists already, by its key. */
export const normaliseResource: Normalise = (node, key, { name }) => {
  const own = node.kind === 'map' ? node : undefined;
  if (typeof key !== 'string' || !(own || isNull(node)) || present(get(own, 'name'))) return node;
  const external = get(own, 'external');
  const exists = external?.kind === 'scalar' && (external.value === true || external.value === 'true');
  const made = scalar(exists ? key : `${name}_${key}`, node, true);
  return own ? set(own, 'name', made) : record(node, { name: made });
};
