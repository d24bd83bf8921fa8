import type { Declaration } from '../diagnostics/declare.ts';
import { config } from './config.ts';
import type { ResourceKeys, ServiceKeys } from './define.ts';
import { model } from './model.ts';
import { network } from './network.ts';
import { secret } from './secret.ts';
import { capAdd, capDrop } from './service/capabilities.ts';
import { command, entrypoint } from './service/command.ts';
import { configs } from './service/configs.ts';
import { dependsOn } from './service/depends-on.ts';
import { deploy } from './service/deploy.ts';
import { devices } from './service/devices.ts';
import { directKeys } from './service/direct.ts';
import { droppedKeys } from './service/dropped.ts';
import { environment } from './service/environment.ts';
import { expose } from './service/expose.ts';
import { extraHosts } from './service/extra-hosts.ts';
import { gpus } from './service/gpus.ts';
import { elsewhereKeys, harmlessKeys } from './service/harmless.ts';
import { healthcheck } from './service/healthcheck.ts';
import { build, image } from './service/image.ts';
import { labels } from './service/labels.ts';
import { linuxMemory } from './service/linux-memory.ts';
import { logging } from './service/logging.ts';
import { ipc, pid } from './service/namespaces.ts';
import { networks } from './service/networks.ts';
import { outsideKeys } from './service/outside.ts';
import { platform } from './service/platform.ts';
import { ports } from './service/ports.ts';
import { resourceLimits } from './service/resources.ts';
import { restart } from './service/restart.ts';
import { secrets } from './service/secrets.ts';
import { securityOpt } from './service/security-opt.ts';
import { stopGracePeriod } from './service/stop-grace-period.ts';
import { storageOpt } from './service/storage-opt.ts';
import { sysctls } from './service/sysctls.ts';
import { tmpfs } from './service/tmpfs.ts';
import { ulimits } from './service/ulimits.ts';
import { volumes } from './service/volumes.ts';
import { volumesFrom } from './service/volumes-from.ts';
import { volume } from './volume.ts';

/** What every key of a Compose service means on ECS: one definition each, no more and no fewer. */
export const serviceKeys = {
  ...directKeys,
  ...droppedKeys,
  ...elsewhereKeys,
  ...harmlessKeys,
  ...linuxMemory,
  ...outsideKeys,
  ...resourceLimits,
  build,
  cap_add: capAdd,
  cap_drop: capDrop,
  command,
  configs,
  depends_on: dependsOn,
  deploy,
  devices,
  entrypoint,
  environment,
  expose,
  extra_hosts: extraHosts,
  gpus,
  healthcheck,
  image,
  ipc,
  labels,
  logging,
  networks,
  pid,
  platform,
  ports,
  restart,
  secrets,
  security_opt: securityOpt,
  stop_grace_period: stopGracePeriod,
  storage_opt: storageOpt,
  sysctls,
  tmpfs,
  ulimits,
  volumes,
  volumes_from: volumesFrom,
} as const satisfies ServiceKeys;

/** The same for the top-level resources. */
export const resourceKeys = {
  configs: config,
  models: model,
  networks: network,
  secrets: secret,
  volumes: volume,
} as const satisfies ResourceKeys;

/** Every declaration that a definition may report. */
export const keyDeclarations = (): readonly Declaration<never>[] => [
  ...new Set(
    Object.values<ServiceKeys[keyof ServiceKeys] | ResourceKeys[keyof ResourceKeys]>({
      ...serviceKeys,
      ...resourceKeys,
    }).flatMap((definition) => [
      ...Object.values(definition.diagnostics ?? {}),
      ...('report' in definition ? [definition.report] : []),
    ]),
  ),
];
