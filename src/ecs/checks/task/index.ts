import { tags } from '../tags.ts';
import { type TaskLaw, taskLaw } from '../task-view.ts';
import { size } from './bytes.ts';
import { containers } from './containers.ts';
import { dependsOn } from './depends-on.ts';
import { efs } from './efs.ts';
import { environment, secretRights } from './environment.ts';
import { onExternal, onManagedHosts, onManagedInstances, onWindows, withoutFargate } from './forbidden-elsewhere.ts';
import { onFargate } from './forbidden-fargate.ts';
import { inAwsvpc, withLinks, withoutNetwork } from './forbidden-network.ts';
import { healthCheck } from './health-check.ts';
import { kernelSettings } from './kernel-settings.ts';
import { linux } from './linux.ts';
import { logging } from './logging.ts';
import { memory } from './memory.ts';
import { networkMode } from './network-mode.ts';
import { placement } from './placement.ts';
import { portRanges } from './port-ranges.ts';
import { ports } from './ports.ts';
import { proxy } from './proxy.ts';
import { ranges } from './ranges.ts';
import { references, startOrder } from './references.ts';
import { restart } from './restart.ts';
import { security } from './security.ts';
import { taskSize } from './size.ts';
import { volumes } from './volumes.ts';

const taskTags = taskLaw(['tags'], ({ task, report }) => tags(task.tags, report));

/** The laws of a task definition; each reads the whole definition and none another's findings. */
export const taskLaws: readonly TaskLaw[] = [
  size,
  containers,
  networkMode,
  taskSize,
  memory,
  ...onFargate,
  ...inAwsvpc,
  ...withLinks,
  ...withoutNetwork,
  ...withoutFargate,
  ...onExternal,
  ...onManagedInstances,
  ...onManagedHosts,
  ...onWindows,
  ...ranges,
  logging,
  ports,
  portRanges,
  healthCheck,
  dependsOn,
  references,
  startOrder,
  volumes,
  efs,
  linux,
  kernelSettings,
  restart,
  environment,
  secretRights,
  security,
  placement,
  proxy,
  taskTags,
];
