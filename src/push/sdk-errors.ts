import { PortError, type PortErrorKind } from './port.ts';

/** What the SDK puts on what it throws. */
interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly $fault?: 'client' | 'server';
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $retryable?: { readonly throttling?: boolean };
}

const kinds: readonly (readonly [RegExp, PortErrorKind])[] = [
  [/^AbortError$/, 'aborted'],
  [/^(AccessDenied|UnauthorizedOperation|AccessDeniedException|NotAuthorized.*)$/, 'access-denied'],
  [
    /^(ExpiredToken(Exception)?|UnrecognizedClientException|InvalidClientTokenId|InvalidSignatureException|SignatureDoesNotMatch|CredentialsProviderError|TokenProviderError|IncompleteSignature|MissingAuthenticationToken(Exception)?|AuthFailure|InvalidIdentityToken.*|SSOTokenProviderFailure)$/,
    'credentials',
  ],
  [
    /^(Throttling.*|TooManyRequests.*|RequestLimitExceeded|LimitExceededException|SlowDown|ProvisionedThroughput.*)$/,
    'throttled',
  ],
  [
    /^(ClusterNotFoundException|ServiceNotFoundException|ServiceNotActiveException|ResourceNotFoundException|NoSuchEntity.*|.*NotFound(Exception)?|.*\.NotFound)$/,
    'not-found',
  ],
  [/^(ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|TimeoutError|NetworkingError)$/, 'network'],
  // What answered is not AWS, or was cut off: the call may have come through.
  [/^SyntaxError$/, 'network'],
];

/** What the SDK adds for whoever holds the error object. */
const forDevelopers = /\s*Deserialization error: to see the raw response.*$/s;

const unknownDefinition = /unable to describe task definition/i;

/** Reads what failed out of an SDK error. The text that ECS sent is kept: it never holds a credential. */
export function portError(error: unknown, action: string): PortError {
  if (error instanceof PortError) return error;
  const { name = '', code = '', message = String(error), $fault, $metadata, $retryable } = (error ?? {}) as SdkError;
  const status = $metadata?.httpStatusCode ?? 0;
  const found = kinds.find(([pattern]) => pattern.test(name) || pattern.test(code))?.[1];
  const kind: PortErrorKind =
    found ??
    (/region is missing/i.test(message)
      ? 'region'
      : $retryable?.throttling || status === 429
        ? 'throttled'
        : $fault === 'server' || status >= 500
          ? 'server'
          : unknownDefinition.test(message)
            ? 'not-found'
            : /socket hang up|reset|timed? ?out|connection/i.test(message) && status === 0
              ? 'network'
              : 'invalid');
  return new PortError(kind, action, explain(kind, action, message, name));
}

const ways: Readonly<Partial<Record<PortErrorKind, string>>> = {
  'access-denied': 'The caller lacks this permission; `compose2ecs iam` prints the policy that push needs.',
  credentials:
    'The credentials are missing, wrong or expired; sign in again (`aws sso login`, new keys) and run the same command: it completes.',
  region: 'No region is set; give --region, AWS_REGION or a profile with one.',
  throttled: 'AWS asked to slow down longer than we waited; run the same command again: it completes.',
  server: 'AWS failed on its side; run the same command again: it completes.',
  network:
    'The connection to AWS failed; check the network, the region and --endpoint-url, then run the same command again.',
};

function explain(kind: PortErrorKind, action: string, message: string, name: string): string {
  const cause = message.replace(forDevelopers, '') || name || 'no reason was given';
  const way =
    message === 'Invalid URL' ? 'The endpoint is none; check AWS_ENDPOINT_URL and the AWS profile.' : ways[kind];
  return `${action} failed: ${cause.replace(/\s+/g, ' ').replace(/\.$/, '')}.${way ? ` ${way}` : ''}`;
}
