import type { Entry, MapNode, Node } from '../source/node.ts';
import type { Span } from '../source/source.ts';
import { at, entries, get, isNull, items, list, map, record, scalar, set, span, text } from './nodes.ts';
import { clean } from './path.ts';

/** The variables that a name without a value may come from. */
export type Lookup = ReadonlyMap<string, { readonly value: string; readonly place?: Span | undefined }>;

/** Changes each service of a tree. */
export function mapServices(root: MapNode, change: (service: MapNode, name: string) => MapNode): MapNode {
  return mapSection(root, 'services', (value, name) => (value.kind === 'map' ? change(value, name) : value));
}

function mapSection(root: MapNode, section: string, change: (value: Node, name: string) => Node): MapNode {
  const entry = root.entries.get(section);
  if (entry?.value.kind !== 'map') return root;
  let changed: Map<string, Entry> | undefined;
  for (const [name, { key, value }] of entry.value.entries) {
    const made = change(value, name);
    if (made === value) continue;
    changed ??= new Map(entry.value.entries);
    changed.set(name, { key, value: made });
  }
  return changed ? set(root, section, { ...entry.value, entries: changed }) : root;
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
    const bare = (item: Node) => text(item) !== undefined && !text(item)?.includes('=');
    if (!node.items.some(bare)) return node;
    const filled = node.items.flatMap((item) => {
      if (!bare(item)) return [item];
      const found = variables.get(text(item) ?? '');
      return found ? [valued(`${text(item)}=${found.value}`, item, found.place)] : keep ? [item] : [];
    });
    return list(filled, node);
  }
  if (node.kind !== 'map' || ![...node.entries.values()].some(({ value }) => isNull(value))) return node;
  const filled = new Map(node.entries);
  for (const [name, { key, value }] of node.entries) {
    if (!isNull(value)) continue;
    const found = variables.get(name);
    if (found)
      filled.set(name, { key, value: valued(found.value, value.end > value.start ? value : key, found.place) });
    else if (!keep) filled.delete(name);
  }
  return { ...node, entries: filled };
}

const valued = (value: string, from: Node | Span, place: Span | undefined): Node => {
  const made = scalar(value, from);
  return place ? { ...made, trail: [...(made.trail ?? []), { ...place, role: 'variable' }] } : made;
};

/** What the reference adds and tidies once all files are one: networks, names, build defaults and the dependencies that are implied. */
export function normalise(root: MapNode, name: string, variables: Lookup): MapNode {
  const connected = connect(root);
  const tidy = mapServices(connected, (service) => normaliseService(service, variables));
  return resources.reduce((tree, section) => nameSection(tree, section, name), tidy);
}

const resources = ['networks', 'volumes', 'configs', 'secrets'];

/** A service without networks joins the default one, which exists where some service uses it. */
function connect(root: MapNode): MapNode {
  let used: Node | undefined;
  const connected = mapServices(root, (service) => {
    if (text(get(service, 'network_mode')) || get(service, 'provider')) return service;
    const networks = get(service, 'networks');
    if (networks?.kind === 'map' && networks.entries.size > 0) {
      if (networks.entries.has('default')) used ??= networks;
      return service;
    }
    used ??= service;
    const entry = { key: span(networks ?? service), value: scalar(null, networks ?? service, true) };
    return set(service, 'networks', map(new Map([['default', entry]]), networks ?? service, true));
  });
  const networks = get(connected, 'networks');
  if (!used || entries(networks).has('default')) return connected;
  const all = new Map(entries(networks));
  all.set('default', { key: span(used), value: map(new Map(), used, true) });
  return set(connected, 'networks', map(all, networks ?? used, networks ? undefined : true));
}

function normaliseService(service: MapNode, variables: Lookup): MapNode {
  let made = service;
  const build = get(made, 'build');
  if (build?.kind === 'map') made = changed(made, 'build', normaliseBuild(build, variables));
  const policy = get(made, 'pull_policy');
  if (policy && text(policy) === 'if_not_present') made = set(made, 'pull_policy', scalar('missing', policy));
  const volumes = get(made, 'volumes');
  if (volumes?.kind === 'list') made = changed(made, 'volumes', cleanTargets(volumes));
  const [scale, deploy] = [get(made, 'scale'), get(made, 'deploy')];
  if (scale && deploy?.kind === 'map' && !get(deploy, 'replicas'))
    made = set(made, 'deploy', set(deploy, 'replicas', { ...scale, implied: true }));
  return implied(made);
}

function normaliseBuild(build: MapNode, variables: Lookup): MapNode {
  const args = get(build, 'args');
  const resolved = args ? changed(build, 'args', resolve(args, variables, false)) : build;
  if (get(build, 'dockerfile') || get(build, 'dockerfile_inline')) return resolved;
  return set(resolved, 'dockerfile', scalar('Dockerfile', build, true));
}

function cleanTargets(volumes: Node & { kind: 'list' }): Node {
  const tidied = volumes.items.map((volume) => {
    const target = at(volume, 'target');
    const path = text(target);
    if (volume.kind !== 'map' || !target || !path) return volume;
    const tidy = clean(path);
    return tidy === path ? volume : set(volume, 'target', scalar(tidy, target));
  });
  return tidied.every((volume, i) => volume === volumes.items[i]) ? volumes : list(tidied, volumes);
}

/** links, `service:` modes and volumes_from make a service depend on another one. */
function implied(service: MapNode): MapNode {
  const needs: (readonly [string, Node, boolean])[] = [];
  for (const link of items(get(service, 'links'))) {
    const [name = '', ...rest] = (text(link) ?? '').split(':');
    needs.push([rest.length === 1 ? name : (text(link) ?? ''), link, true]);
  }
  for (const key of ['network_mode', 'ipc', 'pid', 'uts', 'cgroup']) {
    const mode = get(service, key);
    const name = text(mode)?.startsWith('service:') ? text(mode)?.slice('service:'.length) : undefined;
    if (mode && name !== undefined) needs.push([name, mode, true]);
  }
  for (const source of items(get(service, 'volumes_from'))) {
    const spec = text(source) ?? '';
    if (!spec.startsWith('container:')) needs.push([spec.split(':')[0] ?? '', source, false]);
  }
  if (needs.length === 0) return service;
  const before = get(service, 'depends_on');
  const all = new Map(entries(before));
  for (const [name, from, restart] of needs)
    if (name !== '' && !all.has(name)) all.set(name, { key: span(from), value: dependency(from, restart) });
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
  return { ...made, implied: true };
};

/** A resource without a name is called `<project>_<key>`; one that exists already, by its key. */
const nameSection = (root: MapNode, section: string, project: string): MapNode =>
  mapSection(root, section, (value, key) => {
    const resource = value.kind === 'map' ? value : isNull(value) ? map(new Map(), value) : undefined;
    if (!resource) return value;
    if (get(resource, 'name') && !isNull(get(resource, 'name'))) return resource;
    const external = get(resource, 'external');
    const exists = external?.kind === 'scalar' && (external.value === true || external.value === 'true');
    return set(resource, 'name', scalar(exists ? key : `${project}_${key}`, resource, true));
  });
