import { joinHosts, joinLists, replace } from '../merge.ts';
import { normaliseArgs } from '../normalise.ts';
import { contextPath, eachPath, filePath } from '../paths.ts';
import type { Row, Rows, Table } from '../rules.ts';
import * as short from '../short/forms.ts';
import { nameKey } from '../unique.ts';
import { under } from './under.ts';

const text: Row = { type: 'text' };
const texts: Row = { type: 'texts' };

const build: Rows = {
  additional_contexts: {
    short: short.assigned,
    merge: joinLists,
    unique: nameKey,
    path: eachPath(contextPath),
    type: 'mapping',
  },
  args: { merge: joinLists, unique: nameKey, normalise: normaliseArgs, type: 'environment' },
  cache_from: texts,
  cache_to: texts,
  context: { path: contextPath, type: 'text' },
  dockerfile: text,
  dockerfile_inline: text,
  entitlements: texts,
  extra_hosts: { merge: joinHosts, type: 'hosts' },
  isolation: text,
  labels: { merge: joinLists, unique: nameKey, type: 'mapping' },
  network: text,
  no_cache: { type: 'flag' },
  no_cache_filter: { short: short.listed, type: 'texts' },
  platforms: texts,
  privileged: { type: 'flag' },
  provenance: text,
  pull: { type: 'flag' },
  sbom: text,
  'secrets.*': { short: short.keyed('source') },
  'secrets.*.gid': text,
  'secrets.*.mode': { type: 'mode' },
  'secrets.*.source': text,
  'secrets.*.target': text,
  'secrets.*.uid': text,
  shm_size: { type: 'bytes' },
  ssh: { path: eachPath(filePath), type: 'ssh' },
  tags: { unique: nameKey, type: 'texts' },
  target: text,
  'ulimits.*': { merge: replace, type: 'ulimit' },
  'ulimits.*.hard': { type: 'keptInt' },
  'ulimits.*.soft': { type: 'keptInt' },
};

export const buildRows: readonly Table[] = [under('services.*.build', build)];
