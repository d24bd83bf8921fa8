import { apiPage } from '../../ecs/facts/pages.ts';
import { defineKey } from '../define.ts';
import { mountTmpfs, tmpfsDiagnostics } from '../storage/tmpfs.ts';

export const tmpfs = defineKey<'tmpfs'>({
  handling: 'mapped',
  doc: {
    bridge: 'containerDefinitions[].linuxParameters.tmpfs',
    note: 'Size in MiB, rounded up; 64 with a warning when none is written. Options that ECS does not list, and mode, uid and gid, are dropped with a warning.',
    see: apiPage('Tmpfs'),
  },
  diagnostics: tmpfsDiagnostics,
  map: (mounts, { path, container, report }) => {
    mounts.forEach((mount, index) => {
      const colon = mount.indexOf(':');
      const target = colon < 0 ? mount : mount.slice(0, colon);
      const words =
        colon < 0
          ? []
          : mount
              .slice(colon + 1)
              .split(',')
              .filter(Boolean);
      const size = words.findLast((word) => word.startsWith('size='))?.slice('size='.length);
      const options = words.filter((word) => !word.startsWith('size='));
      mountTmpfs({ target, size, options }, [...path, index], container, report);
    });
  },
});
