import { daemon, definition, fargate, type Json, many, mode, on, port, service, volume } from './definitions.ts';

/** Like a rule's case, with the task definition that the service runs. */
export interface ServiceRuleCase {
  readonly rule: string;
  readonly bad: readonly (readonly [service: Json, task?: Json])[];
  readonly good: readonly (readonly [service: Json, task?: Json])[];
}

const vpc = (more: Json = {}) => ({
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], ...more } },
});
const fargateService = (over: Json = {}) => service({ launchType: 'FARGATE', ...vpc(), ...over });
const strategy = (...capacityProviderStrategy: Json[]) => ({ capacityProviderStrategy });
const percent = (minimumHealthyPercent?: number, maximumPercent?: number) => ({
  deploymentConfiguration: { minimumHealthyPercent, maximumPercent },
});
const deployment = (deploymentConfiguration: Json) => ({ deploymentConfiguration });
const zone = 'attribute:ecs.availability-zone';
const arn = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/x/1';
const balancer = (more: Json = {}) => ({ targetGroupArn: arn, containerName: 'a', containerPort: 80, ...more });
const behind = (...loadBalancers: Json[]) => ({ loadBalancers });
const web = definition({}, port({ containerPort: 80 }));
const registry = (...serviceRegistries: Json[]) => ({ serviceRegistries });
const connect = (endpoint?: Json, more: Json = {}) => ({
  serviceConnectConfiguration: {
    enabled: true,
    namespace: 'n',
    ...(endpoint ? { services: [endpoint] } : {}),
    ...more,
  },
});
const endpoint = (more: Json = {}) => ({ portName: 'http', clientAliases: [{ port: 80, dnsName: 'web' }], ...more });
const named = (more: Json = {}, over: Json = {}) =>
  definition({ memory: '512', ...over }, port({ containerPort: 80, name: 'http', ...more }));
const open = definition(volume({ name: 'v', configuredAtLaunch: true }), {
  mountPoints: [{ sourceVolume: 'v', containerPath: '/v' }],
});
const ebs = (more: Json = {}, name = 'v') => ({
  volumeConfigurations: [{ name, managedEBSVolume: { roleArn: 'r', sizeInGiB: 10, ...more } }],
});
const hook = (more: Json) =>
  deployment({ lifecycleHooks: [{ lifecycleStages: ['PRE_SCALE_UP'], roleArn: 'r', ...more }] });
const early = (more: Json) => deployment({ earlySuccessCriteria: { enable: true, ...more } });
const fixed = definition({}, port({ containerPort: 80, hostPort: 80 }));

export const serviceRules: readonly ServiceRuleCase[] = [
  {
    rule: 'SV001',
    bad: [[service({ serviceName: 'a b' })], [service({ serviceName: undefined })]],
    good: [[service()]],
  },
  {
    rule: 'SV002',
    bad: [[service({ launchType: 'EC2', ...strategy({ capacityProvider: 'x', weight: 1 }) })]],
    good: [[service({ launchType: 'EC2' })], [service(strategy({ capacityProvider: 'x', weight: 1 }))]],
  },
  {
    rule: 'SV003',
    bad: [[service({ launchType: 'MANAGED_INSTANCES' })]],
    good: [[service({ launchType: 'EXTERNAL' })]],
  },
  {
    rule: 'SV004',
    bad: [
      [service(strategy({ capacityProvider: 'x' }))],
      [service(strategy({ capacityProvider: 'x', weight: 1001 }))],
      [service(strategy({ capacityProvider: 'x', weight: 1, base: 1 }, { capacityProvider: 'y', base: 1 }))],
      [service(strategy(...many(21, (i) => ({ capacityProvider: `x${i}`, weight: 1 }))))],
    ],
    good: [[service(strategy({ capacityProvider: 'x', weight: 1, base: 1 }, { capacityProvider: 'y' }))]],
  },
  {
    rule: 'SV005',
    bad: [
      [service(), mode('awsvpc')],
      [service(vpc({ subnets: [] })), mode('awsvpc')],
      [service(vpc({ subnets: many(17, (i) => `s-${i}`) })), mode('awsvpc')],
    ],
    good: [
      [service(vpc()), mode('awsvpc')],
      [service(), definition()],
    ],
  },
  { rule: 'SV006', bad: [[service(vpc()), definition()]], good: [[service(vpc()), mode('awsvpc')], [service(vpc())]] },
  {
    rule: 'SV007',
    bad: [[service(vpc({ securityGroups: many(6, (i) => `sg-${i}`) })), mode('awsvpc')]],
    good: [[service(vpc({ securityGroups: many(5, (i) => `sg-${i}`) })), mode('awsvpc')]],
  },
  {
    rule: 'SV008',
    bad: [
      [service({ launchType: 'EC2', ...vpc({ assignPublicIp: 'ENABLED' }) }), mode('awsvpc')],
      [service(vpc({ assignPublicIp: 'ENABLED' })), mode('awsvpc')],
    ],
    good: [
      [fargateService(vpc({ assignPublicIp: 'ENABLED' })), fargate()],
      [
        service({
          ...vpc({ assignPublicIp: 'ENABLED' }),
          ...strategy({ capacityProvider: 'FARGATE_SPOT', weight: 1 }),
        }),
      ],
    ],
  },
  { rule: 'SV009', bad: [[fargateService(), mode('awsvpc')]], good: [[fargateService(), fargate()]] },
  {
    rule: 'SV010',
    bad: [
      [service({ launchType: 'EC2', platformVersion: '1.4.0' })],
      [service({ platformVersion: '1.4.0' }), definition()],
    ],
    good: [[fargateService({ platformVersion: '1.4.0' }), fargate()]],
  },
  {
    rule: 'SV011',
    bad: [[service({ desiredCount: undefined })], [service({ desiredCount: -1 })]],
    good: [[service({ desiredCount: 0 })]],
  },
  { rule: 'SV012', bad: [[daemon({ desiredCount: 0 })]], good: [[daemon()]] },
  {
    rule: 'SV013',
    bad: [
      [daemon({ launchType: 'FARGATE' })],
      [daemon({ placementStrategy: [{ type: 'random' }] })],
      [daemon({ deploymentController: { type: 'EXTERNAL' } })],
    ],
    good: [[daemon({ launchType: 'EC2' })]],
  },
  { rule: 'SV014', bad: [[daemon(percent(0, 200))]], good: [[daemon(percent(0, 100))]] },
  {
    rule: 'SV015',
    bad: [[daemon({ availabilityZoneRebalancing: 'ENABLED' })]],
    good: [[daemon()], [service({ availabilityZoneRebalancing: 'ENABLED' })]],
  },
  {
    rule: 'SV016',
    bad: [
      [service(percent(100, 100))],
      [service(percent(101, 200))],
      [service(percent(50, 50))],
      [service(percent(undefined, 100))],
    ],
    good: [[service(percent(0, 100))], [service(percent(100, 200))], [service()]],
  },
  {
    rule: 'SV017',
    bad: [
      [service({ availabilityZoneRebalancing: 'ENABLED', ...percent(0, 100) })],
      [service(percent(0, 100))],
      [service({ launchType: 'EXTERNAL' })],
      [service(behind({ loadBalancerName: 'x', containerName: 'a', containerPort: 80 }))],
      [service({ placementConstraints: [{ type: 'memberOf', expression: `${zone} == eu-west-1a` }] })],
      [service({ placementStrategy: [{ type: 'binpack', field: 'memory' }] })],
    ],
    good: [
      [service({ availabilityZoneRebalancing: 'ENABLED', placementStrategy: [{ type: 'spread', field: zone }] })],
      [service({ availabilityZoneRebalancing: 'DISABLED', ...percent(0, 100) })],
    ],
  },
  {
    rule: 'SV018',
    bad: [
      [fargateService({ placementStrategy: [{ type: 'random' }] }), fargate()],
      [fargateService({ placementConstraints: [{ type: 'distinctInstance' }] }), fargate()],
    ],
    good: [[fargateService({ placementStrategy: [] }), fargate()]],
  },
  {
    rule: 'SV019',
    bad: [[service({ placementConstraints: [{ type: 'distinctInstance', expression: 'x' }] })]],
    good: [[service({ placementConstraints: [{ type: 'distinctInstance' }] })]],
  },
  {
    rule: 'SV020',
    bad: [
      [service({ placementStrategy: [{ type: 'binpack', field: 'disk' }] })],
      [service({ placementStrategy: [{ type: 'random', field: 'cpu' }] })],
      [service({ placementStrategy: many(6, () => ({ type: 'random' })) })],
      [
        service({ placementConstraints: many(10, () => ({ type: 'distinctInstance' })) }),
        definition({ placementConstraints: [{ type: 'memberOf', expression: 'x' }] }),
      ],
    ],
    good: [
      [
        service({
          placementStrategy: [
            { type: 'spread', field: zone },
            { type: 'binpack', field: 'cpu' },
          ],
        }),
      ],
    ],
  },
  {
    rule: 'SV021',
    bad: [
      [service(behind(balancer({ loadBalancerName: 'x' })))],
      [service(behind({ containerName: 'a', containerPort: 80 }))],
      [service(behind(balancer({ containerName: undefined })))],
      [service(behind(balancer({ containerName: 'x' }))), web],
      [service(behind(balancer({ containerPort: 81 }))), web],
    ],
    good: [
      [service(behind(balancer())), web],
      [service(behind(balancer({ containerPort: 85 }))), definition({}, port({ containerPortRange: '80-90' }))],
    ],
  },
  {
    rule: 'SV022',
    bad: [
      [
        fargateService(behind({ loadBalancerName: 'x', containerName: 'a', containerPort: 80 })),
        fargate({}, port({ containerPort: 80 })),
      ],
    ],
    good: [[service(behind({ loadBalancerName: 'x', containerName: 'a', containerPort: 80 })), web]],
  },
  {
    rule: 'SV023',
    bad: [[service(behind(...many(6, () => balancer())))]],
    good: [[service(behind(...many(5, () => balancer())))]],
  },
  {
    rule: 'SV024',
    bad: [[service(registry({ registryArn: 'a' }, { registryArn: 'b' }))]],
    good: [[service(registry({ registryArn: 'a' }))]],
  },
  {
    rule: 'SV025',
    bad: [
      [service(registry({ registryArn: 'a' })), web],
      [service(registry({ registryArn: 'a' })), mode('none')],
    ],
    good: [
      [service(registry({ registryArn: 'a', containerName: 'a', containerPort: 80 })), web],
      [service({ ...vpc(), ...registry({ registryArn: 'a' }) }), mode('awsvpc')],
    ],
  },
  {
    rule: 'SV026',
    bad: [
      [
        service({ ...vpc(), ...registry({ registryArn: 'a', port: 80, containerName: 'a', containerPort: 80 }) }),
        mode('awsvpc'),
      ],
      [service({ ...vpc(), ...registry({ registryArn: 'a', containerName: 'a' }) }), mode('awsvpc')],
    ],
    good: [[service({ ...vpc(), ...registry({ registryArn: 'a', port: 80 }) }), mode('awsvpc')]],
  },
  { rule: 'SV027', bad: [[service(connect(undefined, { namespace: undefined }))]], good: [[service(connect())]] },
  {
    rule: 'SV028',
    bad: [[service(connect(endpoint({ portName: 'x' }))), named()]],
    good: [[service(connect(endpoint())), named()]],
  },
  {
    rule: 'SV029',
    bad: [
      [service(connect(endpoint({ clientAliases: [{ port: 80 }, { port: 81 }] }))), named()],
      [service(connect(endpoint({ clientAliases: [{ dnsName: 'x' }] }))), named()],
    ],
    good: [[service(connect(endpoint())), named()]],
  },
  {
    rule: 'SV030',
    bad: [
      [service(connect(endpoint({ clientAliases: [{ port: 80, dnsName: 'Web' }] }))), named()],
      [service(connect(endpoint({ clientAliases: [{ port: 80, dnsName: 'x'.repeat(128) }] }))), named()],
    ],
    good: [[service(connect(endpoint({ clientAliases: [{ port: 80, dnsName: 'web.local' }] }))), named()]],
  },
  {
    rule: 'SV031',
    bad: [
      [service(connect(endpoint())), named({ protocol: 'udp' })],
      [service(connect(endpoint())), named({}, { memory: undefined })],
      [service(connect(endpoint())), named({}, { networkMode: 'host' })],
      [
        service(connect(endpoint())),
        named({}, { runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }),
      ],
      [service({ launchType: 'EXTERNAL', ...connect(endpoint()) }), on('EXTERNAL')],
    ],
    good: [[service(connect(endpoint())), named()]],
  },
  {
    rule: 'SV032',
    bad: [
      [
        service({ serviceConnectConfiguration: { enabled: true, namespace: 'n', services: [endpoint(), endpoint()] } }),
        named(),
      ],
      [service(connect(endpoint({ discoveryName: 'A' }))), named()],
      [service(connect(endpoint({ timeout: { perRequestTimeoutSeconds: 5 } }))), named()],
    ],
    good: [[service(connect(endpoint({ timeout: { perRequestTimeoutSeconds: 5 } }))), named({ appProtocol: 'http' })]],
  },
  {
    rule: 'SV033',
    bad: [[service(connect(undefined, { accessLogConfiguration: { format: 'TEXT' } }))]],
    good: [
      [
        service(
          connect(undefined, {
            accessLogConfiguration: { format: 'TEXT' },
            logConfiguration: { logDriver: 'json-file' },
          }),
        ),
      ],
    ],
  },
  { rule: 'SV034', bad: [[service(ebs({}, 'w')), open]], good: [[service(ebs()), open]] },
  { rule: 'SV035', bad: [[service(), open]], good: [[service(ebs()), open]] },
  {
    rule: 'SV036',
    bad: [
      [service(ebs({ roleArn: undefined })), open],
      [service(ebs({ sizeInGiB: undefined })), open],
      [service(ebs({ volumeType: 'gp2', iops: 3000 })), open],
      [service(ebs({ volumeType: 'io2' })), open],
      [service(ebs({ volumeType: 'st1' })), open],
      [service(ebs({ volumeType: 'gp3', throughput: 1001 })), open],
    ],
    good: [
      [service(ebs({ volumeType: 'io1', iops: 100 })), open],
      [service(ebs({ sizeInGiB: undefined, snapshotId: 's' })), open],
    ],
  },
  {
    rule: 'SV037',
    bad: [
      [
        service({
          deploymentController: { type: 'CODE_DEPLOY' },
          ...deployment({ deploymentCircuitBreaker: { enable: true, rollback: true } }),
        }),
      ],
    ],
    good: [[service(deployment({ deploymentCircuitBreaker: { enable: true, rollback: true } }))]],
  },
  {
    rule: 'SV038',
    bad: [
      [service(deployment({ strategy: 'BLUE_GREEN' }))],
      [service(deployment({ linearConfiguration: { stepPercent: 10.5 } }))],
      [service(deployment({ strategy: 'LINEAR', canaryConfiguration: {} }))],
      [service({ ...deployment({ strategy: 'CANARY' }), ...behind(balancer()) })],
    ],
    good: [
      [service(deployment({ strategy: 'BLUE_GREEN', bakeTimeInMinutes: 0 }))],
      [service(deployment({ strategy: 'LINEAR', linearConfiguration: {} }))],
    ],
  },
  {
    rule: 'SV039',
    bad: [
      [service(hook({ targetType: 'PAUSE', lifecycleStages: ['TEST_TRAFFIC_SHIFT'] }))],
      [service(hook({ targetType: 'PAUSE', hookTargetArn: 'x' }))],
      [service(hook({ targetType: 'AWS_LAMBDA' }))],
    ],
    good: [[service(hook({ targetType: 'PAUSE' }))], [service(hook({ hookTargetArn: 'x' }))]],
  },
  {
    rule: 'SV040',
    bad: [[service(early({}))], [service(early({ healthyPercent: 101, sourceServiceRevisionCleanup: 'BLOCKING' }))]],
    good: [[service(early({ healthyPercent: 50, sourceServiceRevisionCleanup: 'BLOCKING' }))]],
  },
  {
    rule: 'SV041',
    bad: [
      [service({ deploymentController: { type: 'CODE_DEPLOY' } })],
      [service({ deploymentController: { type: 'EXTERNAL' } })],
      [service({ deploymentController: { type: 'EXTERNAL' }, taskDefinition: undefined, ...behind(balancer()) })],
      [service({ taskDefinition: undefined })],
    ],
    good: [
      [service({ deploymentController: { type: 'CODE_DEPLOY' }, ...behind(balancer()) })],
      [service({ deploymentController: { type: 'EXTERNAL' }, taskDefinition: undefined })],
    ],
  },
  {
    rule: 'SV042',
    bad: [
      [service({ launchType: 'EXTERNAL', ...behind(balancer()) })],
      [service({ launchType: 'EXTERNAL', ...registry({ registryArn: 'x' }) })],
    ],
    good: [[service({ launchType: 'EXTERNAL' })]],
  },
  {
    rule: 'SV043',
    bad: [[service({ enableECSManagedTags: true })]],
    good: [[service({ enableECSManagedTags: true, propagateTags: 'SERVICE' })]],
  },
  {
    rule: 'SV044',
    bad: [
      [service({ gatewayConnectors: [{ portName: 'http' }, { portName: 'http' }] }), named()],
      [service({ gatewayConnectors: [{ portName: 'x' }] }), named()],
    ],
    good: [[service({ gatewayConnectors: [{ portName: 'http' }] }), named()]],
  },
  {
    rule: 'SV045',
    bad: [
      [service(), fixed],
      [service(), mode('host', port({ containerPort: 80 }))],
    ],
    good: [
      [service(percent(0, 100)), fixed],
      [service(), web],
      [service({ desiredCount: 0 }), fixed],
    ],
  },
];
