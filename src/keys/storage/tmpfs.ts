import { parseBytes } from '../../compose/units.ts';
import { declare, type Report } from '../../diagnostics/declare.ts';
import type { ContainerDraft } from '../../ecs/draft.ts';
import { tmpfsOptions } from '../../ecs/facts/lists.ts';
import { apiPage } from '../../ecs/facts/pages.ts';
import type { Path } from '../../source/node.ts';

const see = apiPage('Tmpfs');
const mebibyte = 1_048_576;
const defaultSize = 64;

export const sizeDefaulted = declare<{ target: string }>(() => ({
  code: 'tmpfs/size-defaulted',
  severity: 'warning',
  message: ({ target }) => `The tmpfs at ${target} gets ${defaultSize} MiB.`,
  why: 'ECS demands a size; Docker without one lets a tmpfs grow up to half of the memory of the machine.',
  fix: 'Write the size that the container needs, such as /tmp:size=64m. It counts against the memory of the container.',
  see,
}));

export const optionsDropped = declare<{ target: string; options: string }>(() => ({
  code: 'tmpfs/options-dropped',
  severity: 'warning',
  message: ({ target, options }) => `The tmpfs at ${target} loses ${options}.`,
  why: 'ECS takes only the mount options that it lists, and documents no value behind any of them. Without mode the folder is open to every user of the container.',
  fix: 'Remove the option, or set owner and mode when the container starts.',
  see,
}));

export const tmpfsDiagnostics = { sizeDefaulted, optionsDropped };

export interface TmpfsRequest {
  readonly target: string;
  /** As Compose writes sizes: bytes, or with a unit. */
  readonly size: string | undefined;
  readonly options: readonly string[];
}

/** Sizes are whole MiB, rounded up. */
export function mountTmpfs(
  { target, size, options }: TmpfsRequest,
  path: Path,
  container: ContainerDraft,
  report: Report,
): void {
  const bytes = size === undefined ? undefined : parseBytes(size);
  if (!bytes) report(sizeDefaulted, { path }, { target });
  const kept = options.filter((option) => tmpfsOptions.has(option));
  const lost = options.filter((option) => !tmpfsOptions.has(option)).map((option) => option.replace(/=.*/, ''));
  if (lost.length > 0) report(optionsDropped, { path }, { target, options: lost.join(', ') });
  container.definition.linuxParameters ??= {};
  container.definition.linuxParameters.tmpfs ??= [];
  container.definition.linuxParameters.tmpfs.push({
    containerPath: target,
    size: bytes ? Math.ceil(bytes / mebibyte) : defaultSize,
    ...(kept.length > 0 ? { mountOptions: kept } : {}),
  });
}
