import type { Service } from '../compose/model.ts';
import { parseLink, sharedService } from '../compose/references.ts';

/** Every service that must be there before this one, in the order it is named; `named` are those of `depends_on`, `sources` those of `volumes_from`. */
export function needsOf(
  { links, volumes_from, network_mode, ipc, pid }: Service,
  named: readonly string[],
  sources: readonly (string | undefined)[] | undefined,
): readonly string[] {
  if (!links && !volumes_from && !network_mode && !ipc && !pid) return named;
  const implied = [
    ...(links ?? none).map((link) => parseLink(link).to),
    ...(sources ?? none),
    ...[network_mode, ipc, pid].map(sharedService),
  ];
  return [...named, ...implied.filter((name) => name !== undefined)];
}

const none: readonly string[] = [];
