import { defineKey } from '../define.ts';
import { containerMember } from '../pages.ts';

export const labels = defineKey<'labels'>({
  handling: 'mapped',
  doc: {
    bridge: 'dockerLabels',
    note: 'All values as strings, sorted by name. Labels of reverse proxies also become routes.',
    see: containerMember('dockerLabels'),
  },
  map(value, { container }) {
    const entries = Object.entries(value).sort((a, b) => (a[0] < b[0] ? -1 : 1));
    if (entries.length > 0) container.definition.dockerLabels = Object.fromEntries(entries);
  },
});
