/**
 * Shapes of names and references. ECS words most of them in prose; EFS publishes its own.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
const name = /^[a-zA-Z0-9_-]{1,255}$/;
const partition = 'arn:aws[a-z-]*';

export const patterns = {
  family: name,
  containerName: name,
  serviceName: name,
  clusterName: name,
  volumeName: name,
  link: /^[a-zA-Z0-9_-]{1,255}(:[a-zA-Z0-9_-]{1,255})?$/,
  portName: /^[a-z0-9_][a-z0-9_-]{0,63}$/,
  discoveryName: /^[a-z0-9_][a-z0-9_-]{0,63}$/,
  /** What the service takes; stay with `[a-z0-9.-]` to be resolvable everywhere. */
  dnsName: /^[a-z0-9_.][a-z0-9_.-]{0,126}$/,
  imageTagged: /^[A-Za-z0-9_./:#-]{1,255}$/,
  imageDigest: /^.{1,255}@sha256:[A-Fa-f0-9]{64}$/,
  portRange: /^([1-9][0-9]{0,4})-([1-9][0-9]{0,4})$/,
  clientToken: /^[\x21-\x7e]{1,36}$/,
  taskCpu: /^([0-9]+|(?:[0-9]*\.)?[0-9]+ ?[vV][cC][pP][uU])$/,
  taskMemory: /^([0-9]+|(?:[0-9]*\.)?[0-9]+ ?[gG][bB])$/,
  arn: /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]*:.+$/,
  roleArn: new RegExp(`^${partition}:iam::[0-9]{12}:role/.+$`),
  targetGroupArn: new RegExp(`^${partition}:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:targetgroup/.+$`),
  secretsManagerArn: new RegExp(`^${partition}:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[^:]+(:[^:]*:[^:]*:[^:]*)?$`),
  /** A staging label and the id of a version: at most one of them may be said. */
  secretTwoVersions: /^arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:[^:]+:[^:]*:[^:]+:[^:]+$/,
  ssmArn: new RegExp(`^${partition}:ssm:[a-z0-9-]+:[0-9]{12}:parameter/.+$`),
  /** A parameter of the task's own Region may be given by name. */
  ssmName: /^[A-Za-z0-9_./-]+$/,
  environmentFileArn: new RegExp(`^${partition}:s3:::[^/]+/.+\\.env$`),
  credentialSpec: /^credentialspec(domainless)?:arn:.+$/,
  dockerSecurityOption: /^(no-new-privileges|apparmor:.+|label:.+|credentialspec:.+)$/,
  efsFileSystemId: /^fs-[0-9a-f]{8,40}$/,
  efsAccessPointId: /^fsap-[0-9a-f]{8,40}$/,
  /** The classes of Unicode take long to make, and few projects have tags. */
  get tagCharacters() {
    return /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
  },
  tagReserved: /^aws:/i,
  /** A rule of an ALB: at most 128 characters, a dot, and a last label that starts with a letter. */
  hostHeader: /^(?=.{1,128}$)(?=.*\.[A-Za-z][A-Za-z0-9*?-]*$)[A-Za-z0-9.*?-]+$/,
  pathPattern: /^[A-Za-z0-9_.$/~"'@:+&*?-]{1,128}$/,
} as const;
