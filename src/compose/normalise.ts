import type { Entry, ListNode, MapNode, Node } from '../source/node.ts';
import type { Span } from '../source/source.ts';
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

/** The variables that a name without a value may come from. */
export type Lookup = ReadonlyMap<string, { readonly value: string; readonly place?: Span | undefined }>;

/** Changes each service of a tree. */
export const mapServices = (root: MapNode, change: (service: MapNode, name: string) => MapNode): MapNode =>
  mapSection(root, 'services', (value, name) => (value.kind === 'map' ? change(value, name) : value));

function mapSection(root: MapNode, section: string, change: (value: Node, name: string) => Node): MapNode {
  const before = get(root, section);
  return before?.kind === 'map' ? changed(root, section, mapValues(before, change)) : root;
}

/** Gives variables of services that have no value the one of the environment. Those it does not have stay null. */
export const resolveVariables = (root: MapNode, variables: Lookup): MapNode =>
  mapServices(root, (service) => {
    const environment = get(service, 'environment');
    return environment ? changed(service, 'environment', resolve(environment, variables, true)) : service;
  });

const changed = (node: MapNode, key: string, value: Node): MapNode =>
  get(node, key) === value ? node : set(node, key, value);

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

/** What the reference adds and tidies once all files are one: networks, names, build defaults and the dependencies that are implied. */
export function normalise(root: MapNode, name: string, variables: Lookup): MapNode {
  let first = undefined as Node | undefined;
  const tidy = mapServices(root, (service) => {
    const user = defaultUser(service);
    first ??= user;
    return normaliseService(user === service ? joinDefault(service) : service, variables);
  });
  const connected = first ? declareDefault(tidy, first) : tidy;
  return resources.reduce((tree, section) => nameSection(tree, section, name), connected);
}

const resources = ['networks', 'volumes', 'configs', 'secrets'];

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
function declareDefault(root: MapNode, user: Node): MapNode {
  const networks = get(root, 'networks');
  if (entries(networks).has('default')) return root;
  const all = copy(entries(networks));
  all.set('default', entryAt(user, map(new Map(), user, true)));
  return set(root, 'networks', map(all, networks ?? user, networks ? undefined : true));
}

function normaliseService(service: MapNode, variables: Lookup): MapNode {
  let made = service;
  const build = get(made, 'build');
  if (build?.kind === 'map') made = changed(made, 'build', normaliseBuild(build, variables));
  const policy = get(made, 'pull_policy');
  if (policy && text(policy) === 'if_not_present') made = set(made, 'pull_policy', scalar('missing', policy));
  const volumes = get(made, 'volumes');
  if (volumes?.kind === 'list') made = changed(made, 'volumes', cleanTargets(volumes));
  const scale = get(made, 'scale');
  const deploy = scale && get(made, 'deploy');
  if (scale && deploy?.kind === 'map' && !get(deploy, 'replicas'))
    made = set(made, 'deploy', set(deploy, 'replicas', marked(scale, { implied: true })));
  return implied(made);
}

function normaliseBuild(build: MapNode, variables: Lookup): MapNode {
  const args = get(build, 'args');
  const resolved = args ? changed(build, 'args', resolve(args, variables, false)) : build;
  if (get(build, 'dockerfile') || get(build, 'dockerfile_inline')) return resolved;
  return set(resolved, 'dockerfile', scalar('Dockerfile', build, true));
}

const cleanTargets = (volumes: ListNode): Node =>
  mapItems(volumes, (volume) => {
    if (volume.kind !== 'map') return volume;
    const target = get(volume, 'target');
    const path = text(target);
    if (!target || !path) return volume;
    const tidy = clean(path);
    return tidy === path ? volume : set(volume, 'target', scalar(tidy, target));
  });

const modes = ['network_mode', 'ipc', 'pid', 'uts', 'cgroup'];
const needing = ['links', 'volumes_from', ...modes];

/** links, `service:` modes and volumes_from make a service depend on another one. */
function implied(service: MapNode): MapNode {
  const own = service.entries;
  if (!needing.some(own.has, own)) return service;
  const needs: (readonly [string, Node, boolean])[] = [];
  for (const link of items(get(service, 'links'))) {
    const [name = '', ...rest] = (text(link) ?? '').split(':');
    needs.push([rest.length === 1 ? name : (text(link) ?? ''), link, true]);
  }
  modes.forEach((key) => {
    const mode = own.get(key)?.value;
    const name = text(mode);
    if (mode && name?.startsWith('service:')) needs.push([name.slice('service:'.length), mode, true]);
  });
  for (const source of items(get(service, 'volumes_from'))) {
    const spec = text(source) ?? '';
    if (!spec.startsWith('container:')) needs.push([spec.split(':')[0] ?? '', source, false]);
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
const nameSection = (root: MapNode, section: string, project: string): MapNode =>
  mapSection(root, section, (value, key) => {
    const resource = value.kind === 'map' ? value : isNull(value) ? map(new Map(), value) : undefined;
    if (!resource) return value;
    if (present(get(resource, 'name'))) return resource;
    const external = get(resource, 'external');
    const exists = external?.kind === 'scalar' && (external.value === true || external.value === 'true');
    return set(resource, 'name', scalar(exists ? key : `${project}_${key}`, resource, true));
  });
