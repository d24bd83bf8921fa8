import type { Report } from '../../diagnostics/declare.ts';
import type { Entry, Node, Path } from '../../source/node.ts';
import { at, entries, get, items, present, span, text } from '../nodes.ts';
import { badHostIp, hostIpInvalid } from '../short/ports.ts';
import * as say from './declarations.ts';

const isTrue = (node: Node | undefined): boolean => node?.kind === 'scalar' && node.value === true;

/** Rules for single values and resources. They hold for all services, enabled or not. */
export function resources(project: Node, report: Report): void {
  volumes(project, report);
  secrets(project, report);
  sources(project, 'configs', ['file', 'environment', 'content'], report);
  entries(get(project, 'services')).forEach(({ value }, name) => {
    values(entries(value), name, report);
  });
}

function volumes(project: Node, report: Report): void {
  entries(get(project, 'volumes')).forEach(({ value }, name) => {
    if (!isTrue(get(value, 'external'))) return;
    for (const key of entries(value).keys())
      if (key !== 'name' && key !== 'external' && !key.startsWith('x-'))
        report(say.externalConflict, { path: ['volumes', name, key] }, { key });
  });
}

function secrets(project: Node, report: Report): void {
  const keys = ['file', 'environment'];
  sources(project, 'secrets', keys, report);
  for (const [name, { value }] of entries(get(project, 'secrets'))) {
    const given = keys.some((key) => text(get(value, key)));
    // Who says nothing at all has been told.
    const told = ![...keys, 'driver', 'external'].some((key) => get(value, key));
    if (!isTrue(get(value, 'external')) && !given && !told)
      report(say.sourceMissing, { path: ['secrets', name] }, { keys: keys.join(', ') });
  }
}

function sources(project: Node, section: string, keys: readonly string[], report: Report): void {
  for (const [name, { value }] of entries(get(project, section))) {
    const given = keys.filter((key) => get(value, key)).length;
    const path = [section, name];
    if (given > 1) report(say.sourceConflict, { path }, { keys: keys.join(', ') });
    if (given === 0 && !get(value, 'driver') && !get(value, 'external'))
      report(say.sourceMissing, { path }, { keys: keys.join(', ') });
  }
}

function values(service: ReadonlyMap<string, Entry>, name: string, report: Report): void {
  const ports = items(service.get('ports')?.value);
  for (let index = 0; index < ports.length; index++) {
    const written = get(ports[index], 'host_ip');
    if (written && badHostIp(written) !== undefined)
      report(hostIpInvalid, { path: ['services', name, 'ports', index, 'host_ip'] });
  }
  const gpus = service.get('gpus')?.value;
  if (gpus) devices(gpus, ['services', name, 'gpus'], report);
  const deploy = service.get('deploy')?.value;
  const reserved = deploy && at(deploy, 'resources', 'reservations', 'devices');
  if (reserved) devices(reserved, ['services', name, 'deploy', 'resources', 'reservations', 'devices'], report);
}

function devices(requests: Node, path: Path, report: Report): void {
  items(requests).forEach((request, index) => {
    const count = get(request, 'count');
    if (present(count) && present(get(request, 'device_ids')))
      report(say.countAndIds, { path: [...path, index], place: span(count) });
  });
}
