import {
  awslogs,
  container,
  definition,
  fargate,
  linux,
  logs,
  many,
  mode,
  on,
  port,
  type RuleCase,
  role,
  volume,
} from './definitions.ts';

const secrets = [{ name: 'S', valueFrom: 'arn:aws:ssm:eu-west-1:123456789012:parameter/x' }];
const efs = (more: object) => volume({ name: 'v', efsVolumeConfiguration: { fileSystemId: 'fs-12345678', ...more } });
const depends = (condition: string, containerName = 'b') => ({ dependsOn: [{ containerName, condition }] });
const healthCheck = { command: ['CMD-SHELL', 'true'] };
const gpu = (more: object) => ({ resourceRequirements: [{ type: 'GPU', ...more }] });
const tags = (...list: object[]) => ({ tags: list });
const proxy = (more: object = {}) => ({
  networkMode: 'awsvpc',
  proxyConfiguration: {
    type: 'APPMESH',
    containerName: 'a',
    properties: ['ProxyIngressPort', 'ProxyEgressPort', 'AppPorts', 'EgressIgnoredIPs', 'IgnoredUID'].map((name) => ({
      name,
      value: '1',
    })),
    ...more,
  },
});
const file = (value: string) => ({ environmentFiles: [{ type: 's3', value }] });
const sysctl = (namespace: string, value = '1') => ({ systemControls: [{ namespace, value }] });

export const taskRules: readonly RuleCase[] = [
  {
    rule: 'TD001',
    bad: [definition({ family: undefined }), definition({ family: 'a.b' }), definition({ family: 'x'.repeat(256) })],
    good: [definition({ family: 'a_B-1' })],
  },
  {
    rule: 'TD002',
    bad: [
      definition({ containerDefinitions: [] }),
      definition({ containerDefinitions: undefined }),
      definition({ containerDefinitions: many(11, (i) => container({ name: `c${i}` })) }),
    ],
    good: [definition({ containerDefinitions: many(10, (i) => container({ name: `c${i}` })) })],
  },
  {
    rule: 'TD003',
    bad: [definition({}, { environment: [{ name: 'X', value: 'x'.repeat(65_536) }] })],
    good: [definition({}, { environment: [{ name: 'X', value: 'x'.repeat(65_000) }] })],
  },
  { rule: 'TD004', bad: [definition({}, {}, { name: 'a' })], good: [definition({}, {}, {})] },
  {
    rule: 'TD005',
    bad: [
      definition({}, { name: undefined }),
      definition({}, { name: '' }),
      definition({}, { image: '' }),
      definition({}, { image: undefined }),
    ],
    good: [definition()],
  },
  {
    rule: 'TD006',
    bad: [definition({}, { essential: false })],
    good: [definition({}, { essential: undefined }), definition({}, { essential: false }, {})],
  },
  { rule: 'TD007', bad: [fargate({ networkMode: 'bridge' }), fargate({ networkMode: undefined })], good: [fargate()] },
  { rule: 'TD008', bad: [fargate({ cpu: undefined })], good: [fargate()] },
  { rule: 'TD009', bad: [fargate({ memory: undefined })], good: [fargate()] },
  {
    rule: 'TD010',
    bad: [
      fargate({ memory: '513' }),
      fargate({ cpu: '300' }),
      fargate({ requiresCompatibilities: ['EC2', 'FARGATE'], cpu: '512' }),
    ],
    good: [fargate({ cpu: '.25 vCPU', memory: '0.5 GB' }), fargate({ cpu: '32768', memory: '249856' })],
  },
  {
    rule: 'TD011',
    bad: [fargate({ runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } })],
    good: [
      fargate({
        cpu: '1024',
        memory: '2048',
        runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
      }),
    ],
  },
  {
    rule: 'TD012',
    bad: [definition({ cpu: '64' }), on('EXTERNAL', { cpu: '200000' })],
    good: [definition({ cpu: '128' })],
  },
  {
    rule: 'TD013',
    bad: [definition({}, { memory: undefined })],
    good: [
      definition({ memory: '512' }, { memory: undefined }),
      definition({}, { memory: undefined, memoryReservation: 8 }),
    ],
  },
  {
    rule: 'TD014',
    bad: [definition({}, { memoryReservation: 65 })],
    good: [definition({}, { memoryReservation: 64 })],
  },
  { rule: 'TD015', bad: [definition({ memory: '63' })], good: [definition({ memory: '64' })] },
  {
    rule: 'TD016',
    bad: [definition({ cpu: '128' }, { cpu: 100 }, { cpu: 29 })],
    good: [definition({ cpu: '128' }, { cpu: 100 }, { cpu: 28 })],
  },
  { rule: 'TD017', bad: [definition({ memory: '127' }, {}, {})], good: [definition({ memory: '128' }, {}, {})] },
  { rule: 'TD018', bad: [definition({}, { memory: 5 })], good: [definition({}, { memory: 6 })] },
  {
    rule: 'TD019',
    bad: [fargate({ ephemeralStorage: { sizeInGiB: 20 } }), fargate({ ephemeralStorage: { sizeInGiB: 201 } })],
    good: [fargate({ ephemeralStorage: { sizeInGiB: 21 } })],
  },
  {
    rule: 'TD020',
    bad: [definition({ ephemeralStorage: { sizeInGiB: 30 } })],
    good: [fargate({ ephemeralStorage: { sizeInGiB: 30 } })],
  },
  { rule: 'TD021', bad: [fargate({ ipcMode: 'task' })], good: [fargate(), definition({ ipcMode: 'host' })] },
  { rule: 'TD022', bad: [fargate({ pidMode: 'host' })], good: [fargate({ pidMode: 'task' })] },
  {
    rule: 'TD023',
    bad: [fargate({ placementConstraints: [{ type: 'memberOf', expression: 'x' }] })],
    good: [fargate({ placementConstraints: [] })],
  },
  { rule: 'TD024', bad: [fargate({}, { privileged: true })], good: [fargate({}, { privileged: false })] },
  {
    rule: 'TD025',
    bad: [fargate({}, linux({ devices: [{ hostPath: '/dev/x' }] }))],
    good: [fargate({}, linux({ devices: [] }))],
  },
  {
    rule: 'TD026',
    bad: [fargate({}, linux({ sharedMemorySize: 64 }))],
    good: [definition({}, linux({ sharedMemorySize: 64 }))],
  },
  {
    rule: 'TD027',
    bad: [fargate({}, linux({ maxSwap: 1 })), fargate({}, linux({ maxSwap: 0, swappiness: 0 }))],
    good: [definition({}, linux({ maxSwap: 1, swappiness: 1 }))],
  },
  {
    rule: 'TD028',
    bad: [fargate({}, linux({ capabilities: { add: ['SYS_PTRACE', 'NET_ADMIN'] } }))],
    good: [fargate({}, linux({ capabilities: { add: ['SYS_PTRACE'], drop: ['ALL'] } }))],
  },
  {
    rule: 'TD029',
    bad: [fargate({}, { dockerSecurityOptions: ['no-new-privileges'] })],
    good: [definition({}, { dockerSecurityOptions: ['no-new-privileges'] })],
  },
  { rule: 'TD030', bad: [fargate({}, gpu({ value: '1' }))], good: [definition({}, gpu({ value: '1' }))] },
  {
    rule: 'TD031',
    bad: [fargate({}, logs('json-file'))],
    good: [fargate({}, logs('splunk')), definition({}, logs('json-file'))],
  },
  {
    rule: 'TD032',
    bad: [definition({}, logs('awslogs')), definition({}, logs('awslogs', { 'awslogs-group': 'g' }))],
    good: [definition({}, logs('awslogs', awslogs))],
  },
  {
    rule: 'TD033',
    bad: [fargate({}, logs('awslogs', { 'awslogs-group': 'g', 'awslogs-region': 'r' }))],
    good: [fargate({}, logs('awslogs', awslogs))],
  },
  {
    rule: 'TD034',
    bad: [fargate({ executionRoleArn: undefined }, logs('awslogs', awslogs))],
    good: [fargate({}, logs('awslogs', awslogs)), definition({}, logs('awslogs', awslogs))],
  },
  {
    rule: 'TD035',
    bad: [definition({}, logs('awsfirelens'))],
    good: [definition({}, logs('awsfirelens'), { firelensConfiguration: { type: 'fluentbit' } })],
  },
  {
    rule: 'TD036',
    bad: [fargate({}, { firelensConfiguration: { type: 'fluentbit', options: { 'config-file-type': 's3' } } })],
    good: [fargate({}, { firelensConfiguration: { type: 'fluentbit', options: { 'config-file-type': 'file' } } })],
  },
  { rule: 'TD037', bad: [mode('awsvpc', { hostname: 'h' })], good: [mode('bridge', { hostname: 'h' })] },
  {
    rule: 'TD038',
    bad: [mode('awsvpc', { extraHosts: [{ hostname: 'h', ipAddress: '1.2.3.4' }] })],
    good: [mode('bridge', { extraHosts: [{ hostname: 'h', ipAddress: '1.2.3.4' }] })],
  },
  {
    rule: 'TD039',
    bad: [mode('awsvpc', { dnsServers: ['1.1.1.1'] }), mode('awsvpc', { dnsSearchDomains: ['x'] })],
    good: [mode('bridge', { dnsServers: ['1.1.1.1'], dnsSearchDomains: ['x'] }), mode('awsvpc', { dnsServers: [] })],
  },
  { rule: 'TD040', bad: [mode('awsvpc', { links: ['b'] }, {})], good: [mode('bridge', { links: ['b'] }, {})] },
  {
    rule: 'TD041',
    bad: [mode('host', { links: ['b'] }, {}), mode('none', { links: ['b'] }, {})],
    good: [definition({}, { links: ['b:c'] }, {})],
  },
  {
    rule: 'TD042',
    bad: [mode('awsvpc', { disableNetworking: true })],
    good: [mode('bridge', { disableNetworking: true }), mode('awsvpc', { disableNetworking: false })],
  },
  {
    rule: 'TD043',
    bad: [mode('awsvpc', port({ containerPort: 80, hostPort: 81 }))],
    good: [
      mode('awsvpc', port({ containerPort: 80, hostPort: 80 })),
      mode('bridge', port({ containerPort: 80, hostPort: 81 })),
    ],
  },
  {
    rule: 'TD044',
    bad: [mode('host', port({ containerPort: 80, hostPort: 81 }))],
    good: [mode('host', port({ containerPort: 80 }))],
  },
  { rule: 'TD045', bad: [mode('none', port({ containerPort: 80 }))], good: [mode('none', port())] },
  {
    rule: 'TD046',
    bad: [
      mode('bridge', port({ containerPortRange: '80-90', hostPort: 80 })),
      mode('bridge', port({ containerPortRange: '80-90', containerPort: 80 })),
    ],
    good: [mode('bridge', port({ containerPortRange: '80-90' }))],
  },
  {
    rule: 'TD047',
    bad: [
      mode('host', port({ containerPortRange: '80-90' })),
      mode('bridge', port({ containerPortRange: '90-80' })),
      mode('bridge', port({ containerPortRange: '80' })),
      mode('bridge', port({ containerPortRange: '65000-70000' })),
      mode('bridge', port({ containerPortRange: '80-90' }, { containerPortRange: '90-95' })),
      mode('bridge', port({ containerPort: 90 }, { containerPortRange: '80-90' })),
      mode('bridge', port(...many(101, (i) => ({ containerPortRange: `${1000 + 2 * i}-${1001 + 2 * i}` })))),
      mode('bridge', port({ containerPort: 70_000 })),
      mode('bridge', port({ containerPort: 0 })),
    ],
    good: [
      mode('bridge', port({ containerPortRange: '80-90' }, { containerPortRange: '91-95' }, { containerPort: 1 })),
    ],
  },
  {
    rule: 'TD048',
    bad: [
      definition({}, port({ containerPort: 80, name: 'Web' })),
      definition({}, port({ containerPort: 80, name: '-web' })),
      definition({}, port({ containerPort: 80, name: 'w' }), port({ containerPort: 81, name: 'w' })),
    ],
    good: [definition({}, port({ containerPort: 80, name: 'w-80' }), port({ containerPort: 81, name: '_w' }))],
  },
  {
    rule: 'TD049',
    bad: [
      definition({}, port({ containerPort: 80, protocol: 'TCP' })),
      definition({}, port({ containerPort: 80, protocol: 'sctp' })),
    ],
    good: [definition({}, port({ containerPort: 80, protocol: 'udp' }))],
  },
  {
    rule: 'TD050',
    bad: [definition({}, port({ containerPort: 80, appProtocol: 'h2c' }))],
    good: [definition({}, port({ containerPort: 80, appProtocol: 'http2' }))],
  },
  {
    rule: 'TD051',
    bad: [22, 2375, 51_679, 32_768].map((hostPort) => definition({}, port({ containerPort: 80, hostPort }))),
    good: [
      definition({}, port({ containerPort: 22, hostPort: 0 })),
      definition({}, port({ containerPort: 22 })),
      mode('awsvpc', port({ containerPort: 22 })),
    ],
  },
  {
    rule: 'TD052',
    bad: [
      mode('awsvpc', port({ containerPort: 80 }), port({ containerPort: 80 })),
      mode('host', port({ containerPort: 80 }), port({ containerPort: 80 })),
    ],
    good: [
      mode('awsvpc', port({ containerPort: 80 }), port({ containerPort: 80, protocol: 'udp' })),
      mode('bridge', port({ containerPort: 80 }), port({ containerPort: 80 })),
    ],
  },
  {
    rule: 'TD053',
    bad: [
      definition({}, { healthCheck: { command: ['/check'] } }),
      definition({}, { healthCheck: { command: ['NONE'] } }),
      definition({}, { healthCheck: { command: [] } }),
      definition({}, { healthCheck: { command: ['CMD'] } }),
      definition({}, { healthCheck: {} }),
      ...Object.entries({ interval: 4, timeout: 61, retries: 0, startPeriod: 301 }).map(([name, value]) =>
        definition({}, { healthCheck: { ...healthCheck, [name]: value } }),
      ),
    ],
    good: [definition({}, { healthCheck: { ...healthCheck, interval: 5, timeout: 2, retries: 1, startPeriod: 0 } })],
  },
  {
    rule: 'TD054',
    bad: [definition({}, depends('START')), definition({}, depends('START', 'a'))],
    good: [definition({}, depends('START'), {})],
  },
  {
    rule: 'TD055',
    bad: [definition({}, depends('HEALTHY'), {})],
    good: [definition({}, depends('HEALTHY'), { healthCheck })],
  },
  {
    rule: 'TD056',
    bad: [definition({}, depends('SUCCESS'), {}), definition({}, depends('COMPLETE'), { essential: true })],
    good: [definition({}, depends('SUCCESS'), { essential: false })],
  },
  {
    rule: 'TD057',
    bad: [
      definition({}, depends('START'), depends('START', 'a')),
      definition({}, { links: ['b:x'] }, { volumesFrom: [{ sourceContainer: 'a' }] }),
      definition({}, {}, depends('START', 'c'), { name: 'c', links: ['b'] }),
    ],
    good: [definition({}, { ...depends('START'), links: ['b', 'b:c'], volumesFrom: [{ sourceContainer: 'b' }] }, {})],
  },
  {
    rule: 'TD058',
    bad: [
      definition({}, { links: ['x'] }),
      definition({}, { links: ['a'] }),
      definition({}, { links: ['b:c:d'] }, {}),
      definition({}, { volumesFrom: [{ sourceContainer: 'x' }] }),
    ],
    good: [definition({}, { links: ['b:c'], volumesFrom: [{ sourceContainer: 'b' }] }, {})],
  },
  {
    rule: 'TD059',
    bad: [definition({}, { mountPoints: [{ sourceVolume: 'v', containerPath: '/v' }] })],
    good: [definition(volume({ name: 'v' }), { mountPoints: [{ sourceVolume: 'v', containerPath: '/v' }] })],
  },
  {
    rule: 'TD060',
    bad: [
      definition(volume({})),
      definition(volume({ name: 'a.b' })),
      definition(volume({ name: 'v' }, { name: 'v' })),
      definition(volume({ name: 'v', host: { sourcePath: '/x' }, dockerVolumeConfiguration: { scope: 'task' } })),
    ],
    good: [definition(volume({ name: 'v', host: {} }, { name: 'w', host: { sourcePath: '/x' } }))],
  },
  {
    rule: 'TD061',
    bad: [
      definition(volume({ name: 'v', configuredAtLaunch: true })),
      definition(volume({ name: 'v', configuredAtLaunch: true }, { name: 'w', configuredAtLaunch: true }), {
        mountPoints: [
          { sourceVolume: 'v', containerPath: '/v' },
          { sourceVolume: 'w', containerPath: '/w' },
        ],
      }),
    ],
    good: [
      definition(volume({ name: 'v', configuredAtLaunch: true }), {
        mountPoints: [{ sourceVolume: 'v', containerPath: '/v' }],
      }),
    ],
  },
  {
    rule: 'TD062',
    bad: [fargate(volume({ name: 'v', host: { sourcePath: '/x' } }))],
    good: [fargate(volume({ name: 'v', host: {} }))],
  },
  {
    rule: 'TD063',
    bad: [fargate(volume({ name: 'v', dockerVolumeConfiguration: { scope: 'task' } }))],
    good: [definition(volume({ name: 'v', dockerVolumeConfiguration: { scope: 'task' } }))],
  },
  {
    rule: 'TD064',
    bad: [definition(volume({ name: 'v', dockerVolumeConfiguration: { scope: 'task', autoprovision: false } }))],
    good: [
      definition(volume({ name: 'v', dockerVolumeConfiguration: { scope: 'shared', autoprovision: false } })),
      definition(volume({ name: 'v', dockerVolumeConfiguration: { autoprovision: true } })),
    ],
  },
  {
    rule: 'TD065',
    bad: [
      definition(
        efs({
          transitEncryption: 'ENABLED',
          rootDirectory: '/x',
          authorizationConfig: { accessPointId: 'fsap-12345678' },
        }),
      ),
    ],
    good: [
      definition(
        efs({
          transitEncryption: 'ENABLED',
          rootDirectory: '/',
          authorizationConfig: { accessPointId: 'fsap-12345678' },
        }),
      ),
    ],
  },
  {
    rule: 'TD066',
    bad: [
      definition(efs({ authorizationConfig: { accessPointId: 'fsap-12345678' } })),
      definition(efs({ authorizationConfig: { iam: 'ENABLED' } })),
    ],
    good: [
      definition(efs({})),
      definition(efs({ transitEncryption: 'ENABLED', authorizationConfig: { iam: 'ENABLED' } })),
    ],
  },
  {
    rule: 'TD067',
    bad: [definition(efs({ transitEncryptionPort: 2049 }))],
    good: [definition(efs({ transitEncryptionPort: 2049, transitEncryption: 'ENABLED' }))],
  },
  {
    rule: 'TD068',
    bad: [on('EXTERNAL', efs({}))],
    good: [on('EXTERNAL', volume({ name: 'v', host: { sourcePath: '/x' } }))],
  },
  {
    rule: 'TD069',
    bad: [
      definition({}, linux({ tmpfs: [{ containerPath: '/t' }] })),
      definition({}, linux({ tmpfs: [{ size: 64 }] })),
      definition({}, linux({ tmpfs: [{ containerPath: 't', size: 64 }] })),
      definition({}, linux({ tmpfs: [{ containerPath: '/t', size: 0 }] })),
    ],
    good: [definition({}, linux({ tmpfs: [{ containerPath: '/t', size: 1 }] }))],
  },
  {
    rule: 'TD070',
    bad: [
      definition({}, { ulimits: [{ name: 'open', softLimit: 1, hardLimit: 2 }] }),
      definition({}, { ulimits: [{ name: 'nofile', softLimit: 3, hardLimit: 2 }] }),
      definition({}, { ulimits: [{ name: 'core', softLimit: -1, hardLimit: 2 }] }),
    ],
    good: [definition({}, { ulimits: [{ name: 'core', softLimit: 5, hardLimit: -1 }] })],
  },
  {
    rule: 'TD071',
    bad: [definition({}, sysctl('vm.max_map_count')), definition({}, sysctl('kernel.pid_max'))],
    good: [definition({}, sysctl('net.core.somaxconn')), definition({}, sysctl('fs.mqueue.msg_max'))],
  },
  {
    rule: 'TD072',
    bad: [definition({ ipcMode: 'host' }, sysctl('kernel.sem')), mode('host', sysctl('net.core.somaxconn'))],
    good: [definition({ ipcMode: 'task' }, sysctl('kernel.sem')), mode('bridge', sysctl('net.core.somaxconn'))],
  },
  {
    rule: 'TD073',
    bad: [mode('awsvpc', sysctl('net.core.somaxconn', '1'), sysctl('net.core.somaxconn', '2'))],
    good: [
      mode('awsvpc', sysctl('net.core.somaxconn', '1'), sysctl('net.core.somaxconn', '1')),
      mode('bridge', sysctl('net.core.somaxconn', '1'), sysctl('net.core.somaxconn', '2')),
    ],
  },
  {
    rule: 'TD074',
    bad: [
      definition({}, { restartPolicy: { enabled: true, restartAttemptPeriod: 59 } }),
      definition({}, { restartPolicy: { enabled: true, restartAttemptPeriod: 1801 } }),
      definition({}, { restartPolicy: { enabled: true, ignoredExitCodes: many(51, (i) => i) } }),
    ],
    good: [
      definition(
        {},
        { restartPolicy: { enabled: true, restartAttemptPeriod: 60, ignoredExitCodes: many(50, (i) => i) } },
      ),
    ],
  },
  {
    rule: 'TD075',
    bad: [
      definition({}, { secrets }),
      definition({}, { logConfiguration: { logDriver: 'splunk', secretOptions: secrets } }),
    ],
    good: [definition({ executionRoleArn: role }, { secrets })],
  },
  {
    rule: 'TD076',
    bad: [
      definition({}, { environmentFiles: many(11, (i) => ({ type: 's3', value: `arn:aws:s3:::b/${i}.env` })) }),
      definition({}, file('arn:aws:s3:::b/x.txt')),
      definition({}, file('./x.env')),
    ],
    good: [definition({}, file('arn:aws:s3:::b/x.env'))],
  },
  {
    rule: 'TD077',
    bad: [
      definition({ executionRoleArn: role }, { secrets, environment: [{ name: 'S', value: '' }] }),
      definition({ executionRoleArn: role }, { secrets: [...secrets, ...secrets] }),
      definition({}, { environment: many(2, () => ({ name: 'X', value: '' })) }),
    ],
    good: [definition({ executionRoleArn: role }, { secrets, environment: [{ name: 'T', value: '' }] })],
  },
  {
    rule: 'TD078',
    bad: [
      definition({}, linux({ swappiness: 10 })),
      definition({}, linux({ swappiness: 101, maxSwap: 1 })),
      definition({}, linux({ maxSwap: -1 })),
    ],
    good: [definition({}, linux({ swappiness: 100, maxSwap: 0 }))],
  },
  {
    rule: 'TD079',
    bad: [
      definition({ placementConstraints: [{ type: 'distinctInstance' }] }),
      definition({ placementConstraints: [{ type: 'memberOf' }] }),
      definition({ placementConstraints: [{ type: 'memberOf', expression: 'x'.repeat(2001) }] }),
    ],
    good: [definition({ placementConstraints: [{ type: 'memberOf', expression: 'attribute:x == y' }] })],
  },
  {
    rule: 'TD080',
    bad: [definition({}, { dockerSecurityOptions: ['seccomp:unconfined'] })],
    good: [definition({}, { dockerSecurityOptions: ['apparmor:p', 'label:disable'] })],
  },
  {
    rule: 'TD081',
    bad: [
      definition({}, { credentialSpecs: ['file://x'] }),
      definition({}, { credentialSpecs: many(2, () => 'credentialspec:arn:aws:s3:::b/x') }),
    ],
    good: [definition({}, { credentialSpecs: ['credentialspecdomainless:arn:aws:s3:::b/x'] })],
  },
  {
    rule: 'TD082',
    bad: [
      definition({}, gpu({})),
      definition({}, gpu({ value: '1', sharingStrategy: { nvidiaMps: { memory: 1 } } })),
      definition({}, { resourceRequirements: [{ type: 'NeuronDevice', value: 'ALL' }] }),
      on('EXTERNAL', {}, gpu({ sharingStrategy: { nvidiaMps: { memory: 1 } } })),
    ],
    good: [
      definition({}, gpu({ value: 'ALL' })),
      on('MANAGED_INSTANCES', {}, { resourceRequirements: [{ type: 'NeuronDevice', value: 'ALL' }] }),
    ],
  },
  {
    rule: 'TD083',
    bad: [
      definition({ ...proxy(), networkMode: 'bridge' }),
      definition(proxy({ containerName: 'x' })),
      definition(proxy({ properties: [] })),
      on('EXTERNAL', { ...proxy(), networkMode: 'bridge' }),
    ],
    good: [definition(proxy())],
  },
  {
    rule: 'TD084',
    bad: [fargate({}, { stopTimeout: 121 }), fargate({}, { startTimeout: 1 })],
    good: [fargate({}, { stopTimeout: 120, startTimeout: 2 }), definition({}, { stopTimeout: 600 })],
  },
  {
    rule: 'TD085',
    bad: [
      definition(tags(...many(51, (i) => ({ key: `k${i}`, value: '' })))),
      definition(tags({ key: 'AWS:x', value: '' })),
      definition(tags({ key: 'x'.repeat(129), value: '' })),
      definition(tags({ key: 'x', value: 'x'.repeat(257) })),
      definition(tags({ key: 'x', value: 'a;b' })),
      definition(tags({ value: 'x' })),
      definition(tags({ key: 'x', value: '1' }, { key: 'x', value: '2' })),
    ],
    good: [definition(tags({ key: 'Über x/1', value: 'a+b=c@d' }))],
  },
  {
    rule: 'TD086',
    bad: [
      on('MANAGED_INSTANCES', { networkMode: 'bridge' }),
      on('MANAGED_INSTANCES', { ipcMode: 'task' }),
      on('MANAGED_INSTANCES', volume({ name: 'v', host: { sourcePath: '/x' } })),
      on('MANAGED_INSTANCES', {}, linux({ sharedMemorySize: 64 })),
      on('MANAGED_INSTANCES', { networkMode: 'host' }, { hostname: 'h' }),
      on('MANAGED_INSTANCES', {}, logs('gelf')),
    ],
    good: [on('MANAGED_INSTANCES'), on('MANAGED_INSTANCES', { networkMode: 'host' }, logs('json-file'))],
  },
  {
    rule: 'TD087',
    bad: [on('EXTERNAL', { networkMode: 'awsvpc' })],
    good: [on('EXTERNAL'), on('EXTERNAL', { networkMode: 'none' })],
  },
  {
    rule: 'TD088',
    bad: [
      definition({}, { image: 'a b' }),
      definition({}, { image: 'x'.repeat(256) }),
      definition({}, { image: 'x@sha256:12' }),
    ],
    good: [
      definition({}, { image: 'r.example:5000/a/b:1.2' }),
      definition({}, { image: `x@sha256:${'a'.repeat(64)}` }),
    ],
  },
  {
    rule: 'TD089',
    bad: [
      definition({}, { user: '-1' }),
      definition({}, { user: '1000:-5' }),
      definition({ runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }, { user: 'x' }),
    ],
    good: [definition({}, { user: '1000:1000' }), definition({}, { user: 'node' }), definition({}, { user: '0' })],
  },
];
