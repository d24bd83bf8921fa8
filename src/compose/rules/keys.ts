import type { Node } from '../../source/node.ts';
import { get, text } from '../nodes.ts';

/** An env_file is known by its path. */
export const fileKey = (item: Node): string | undefined => text(item) ?? text(get(item, 'path'));

/** A secret or config is known by where it is mounted; without a target, below `folder` by its name. */
export const mountKey =
  (folder: string) =>
  (item: Node): string | undefined => {
    const source = text(item) ?? text(get(item, 'source'));
    return text(get(item, 'target')) ?? (source === undefined ? undefined : `${folder}/${source}`);
  };
