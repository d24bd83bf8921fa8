/**
 * Numbered rules that cannot be checked offline on what we read and write, each with the reason.
 * Every other rule has a declaration that carries its number.
 */
export const unchecked: Readonly<Record<string, string>> = {
  TD090: 'The size of images is not in the definition; only a registry knows what they take of the ephemeral storage.',
  LB002: 'Listener rules are not written; a route has one list of hosts and one of paths by its shape.',
  LB005: 'Priorities belong to listener rules, which are not written.',
  LB006: 'Actions belong to listener rules, which are not written.',
  LB007: 'The quota counts the rules of a load balancer that exists in the account.',
  LB008: 'Target groups are referred to by ARN; their health checks are in the account.',
  LB009: 'Routes have no regular expressions; one that a proxy label holds fails LB003 or LB004.',
  CM001: 'Cloud Map services are referred to by ARN; names that Service Connect makes are checked by SV030 and SV032.',
  CM002: 'Record types and health checks belong to Cloud Map services, which are referred to by ARN.',
  EF001: 'Access points are referred to by id; their paths and owners are in the account.',
};
