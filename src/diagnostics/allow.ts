import type { Finding } from './declare.ts';

/** Lowers the errors whose code is allowed. Which codes may stand in `codes` was checked when the options were read. */
export function allowed(findings: readonly Finding[], codes: readonly string[]): readonly Finding[] {
  if (codes.length === 0) return findings;
  return findings.map((finding) =>
    finding.severity === 'error' && codes.includes(finding.code) ? { ...finding, severity: 'warning' } : finding,
  );
}
