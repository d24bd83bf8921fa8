export type Json = Record<string, unknown>;

/** A good and at least one bad definition for a numbered rule. */
export interface RuleCase {
  readonly rule: string;
  readonly bad: readonly unknown[];
  readonly good: readonly unknown[];
}

export const role = 'arn:aws:iam::123456789012:role/x';
export const container = (more: Json = {}): Json => ({ name: 'a', image: 'i', memory: 64, essential: true, ...more });

export const definition = (over: Json = {}, own: Json = {}, ...others: Json[]): Json => ({
  family: 'f',
  requiresCompatibilities: ['EC2'],
  containerDefinitions: [container(own), ...others.map((other) => container({ name: 'b', ...other }))],
  ...over,
});

export const on = (type: string, over: Json = {}, own: Json = {}, ...others: Json[]): Json =>
  definition({ requiresCompatibilities: [type], ...over }, own, ...others);

export const fargate = (over: Json = {}, own: Json = {}, ...others: Json[]): Json =>
  on('FARGATE', { networkMode: 'awsvpc', cpu: '256', memory: '512', executionRoleArn: role, ...over }, own, ...others);

export const mode = (networkMode: string, own: Json = {}, ...others: Json[]): Json =>
  definition({ networkMode }, own, ...others);

export const port = (...portMappings: Json[]): Json => ({ portMappings });
export const volume = (...volumes: Json[]): Json => ({ volumes });
export const linux = (linuxParameters: Json): Json => ({ linuxParameters });
export const logs = (logDriver: string, options?: Json): Json => ({
  logConfiguration: { logDriver, ...(options ? { options } : {}) },
});
export const awslogs = { 'awslogs-group': 'g', 'awslogs-region': 'r', 'awslogs-stream-prefix': 'p' };

export const service = (over: Json = {}): Json => ({
  serviceName: 's',
  taskDefinition: 'f',
  desiredCount: 1,
  ...over,
});
export const daemon = (over: Json = {}): Json => ({
  serviceName: 's',
  taskDefinition: 'f',
  schedulingStrategy: 'DAEMON',
  availabilityZoneRebalancing: 'DISABLED',
  ...over,
});
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
