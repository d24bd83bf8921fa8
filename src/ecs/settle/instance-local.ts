import { appended } from '../../compose/nodes.ts';
import { declare } from '../../diagnostics/declare.ts';
import { shownVolume } from '../draft.ts';
import { pages } from '../facts/pages.ts';
import type { Decision } from './context.ts';
import { list, naming } from './fold.ts';

interface Local {
  readonly volumes: string;
  /** Amazon EFS cannot be mounted on external instances. */
  readonly efs: boolean;
}
const see = pages.dockerVolumes;

export const instanceLocal = declare<Local>(() => ({
  code: 'volumes/instance-local',
  severity: 'warning',
  message: ({ volumes }) => `The data of ${volumes} stays on one container instance.`,
  why: 'A Docker volume or host folder is not moved: when ECS places the task on another instance, it starts with empty data there.',
  fix: ({ efs }) =>
    efs
      ? 'Run the cluster with one instance, pin the task with a placement constraint, or use --efs VOLUME=fs-….'
      : 'Run the cluster with one instance, or pin the task with a placement constraint.',
  see,
}));

export const instanceLocalShared = declare<Local & { count: string }>(() => ({
  code: 'volumes/instance-local-replicas',
  severity: 'warning',
  message: ({ volumes, count }) => `The data of ${volumes} differs between the ${count} of the task.`,
  why: 'A Docker volume or host folder belongs to one container instance: tasks on different instances see different data, tasks on one instance write to the same files.',
  fix: ({ efs }) =>
    `Use ${efs ? '--efs VOLUME=fs-…' : 'a volume of type nfs (driver_opts)'} for data that all share, or run one task only.`,
  see,
}));

/** One message per task that writes to a disk of its instance. */
export const sayInstanceLocal: Decision = ({ task, deployment, places, report }) => {
  if (task.volumes.size === 0) return;
  let local: string[] | undefined;
  let writers: string[] | undefined;
  task.volumes.forEach((volume) => {
    if (!volume.local || volume.writers.length === 0) return;
    local = appended(local, shownVolume(volume));
    for (let index = 0; index < volume.writers.length; index++) writers = naming(writers, volume.writers[index]);
  });
  if (!local || !writers) return;
  const said = { volumes: list(local), efs: deployment.launchType !== 'EXTERNAL' };
  const where = places.fold(writers, 'writes to such a volume as well');
  const { run, count } = task.plan;
  if (run === 'daemon') report(instanceLocalShared, where, { ...said, count: 'copies' });
  else if (count > 1) report(instanceLocalShared, where, { ...said, count: `${count} copies` });
  else report(instanceLocal, where, said);
};
