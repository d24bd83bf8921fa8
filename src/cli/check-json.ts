import { resolve } from 'node:path';
import { plain } from '../compose/plain.ts';
import { FileReader } from '../compose/read-file.ts';
import { collector, type Finding } from '../diagnostics/declare.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { placeIn } from '../diagnostics/place.ts';
import { checkService, checkTaskDefinition } from '../ecs/checks/json.ts';
import { explained } from '../node/compile-checked.ts';
import type { MapNode } from '../source/node.ts';
import type { Streams } from './command.ts';
import { hostOf } from './project-run.ts';

/** Holds hand-written JSON (or YAML) against the laws of ECS; findings have their places in the files. */
export async function checkFiles(
  taskDefinition: string | undefined,
  service: string | undefined,
  streams: Streams,
): Promise<readonly Diagnostic[]> {
  const host = hostOf(streams);
  const cwd = (streams.cwd ?? process.cwd)();
  const { diagnostics } = await explained(host, (reading) => {
    const { report, findings } = collector();
    const reader = new FileReader(reading, report, reading.explainSyntax);
    const read = (file: string | undefined): MapNode | undefined =>
      file === undefined
        ? undefined
        : reader.read(file === '-' ? file : resolve(cwd, file), { path: [] })?.documents[0];
    const task = read(taskDefinition);
    const other = read(service);
    return {
      diagnostics: [
        ...placeIn(findings, undefined),
        ...found(task, checkTaskDefinition),
        ...found(other, (json) => checkService(json, task && plain(task))),
      ],
    };
  });
  return diagnostics;
}

/** What concerns the whole definition sits at the start of its file. */
function found(tree: MapNode | undefined, check: (json: unknown) => readonly Finding[]): readonly Diagnostic[] {
  if (!tree) return [];
  const { source, start } = tree;
  const whole = { source, start, end: Math.min(start + 1, tree.end) };
  return placeIn(
    check(plain(tree)).map((finding) => (finding.path.length === 0 ? { ...finding, place: whole } : finding)),
    tree,
  );
}
