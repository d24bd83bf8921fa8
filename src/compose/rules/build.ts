import { joinHosts, joinLists, replace } from '../merge.ts';
import { normaliseArgs } from '../normalise.ts';
import { contextPath, eachPath, hostPath } from '../paths.ts';
import type { Rows, Table } from '../rules.ts';
import * as short from '../short/forms.ts';
import { nameKey } from '../unique.ts';
import { under } from './under.ts';

const build: Rows = {
  additional_contexts: {
    short: short.assigned,
    merge: joinLists,
    unique: nameKey,
    path: eachPath(contextPath),
    type: 'mapping',
  },
  args: { merge: joinLists, unique: nameKey, normalise: normaliseArgs, type: 'environment' },
  cache_from: 'texts',
  cache_to: 'texts',
  context: { path: contextPath, type: 'text' },
  dockerfile: 'text',
  dockerfile_inline: 'text',
  entitlements: 'texts',
  extra_hosts: { merge: joinHosts, type: 'hosts' },
  isolation: 'text',
  labels: { merge: joinLists, unique: nameKey, type: 'mapping' },
  network: 'text',
  no_cache: 'flag',
  no_cache_filter: { short: short.listed, type: 'texts' },
  platforms: 'texts',
  privileged: 'flag',
  provenance: 'text',
  pull: 'flag',
  sbom: 'text',
  'secrets.*': { short: short.keyed('source') },
  'secrets.*.gid': 'text',
  'secrets.*.mode': 'mode',
  'secrets.*.source': 'text',
  'secrets.*.target': 'text',
  'secrets.*.uid': 'text',
  shm_size: 'bytes',
  ssh: { short: short.sshKeys, path: eachPath(hostPath), type: 'ssh' },
  tags: { unique: nameKey, type: 'texts' },
  target: 'text',
  'ulimits.*': { merge: replace, type: 'ulimit' },
  'ulimits.*.hard': 'keptInt',
  'ulimits.*.soft': 'keptInt',
};

export const buildRows: readonly Table[] = [under('services.*.build', build)];
