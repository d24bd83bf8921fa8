// Seeded Compose projects of any size: a chain of depends_on with environment, ports, volumes and health checks.

/** A small linear congruential generator: the same seed gives the same project on every machine. */
function random(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

const levels = ['debug', 'info', 'warn'];

/** Text of a Compose file with `count` services, about 490 bytes each. */
export function project(count, seed = 1) {
  const pick = random(seed);
  const name = (i) => `svc${String(i).padStart(5, '0')}`;
  const lines = ['name: bench', 'services:'];
  for (let i = 0; i < count; i++) {
    lines.push(
      `  ${name(i)}:`,
      `    image: registry.example.com/team/${name(i)}:1.${pick(20)}`,
      '    restart: unless-stopped',
      `    mem_limit: ${64 + pick(4) * 32}m`,
      '    environment:',
      `      LOG_LEVEL: ${levels[pick(3)]}`,
      `      POOL_SIZE: ${1 + pick(30)}`,
    );
    if (i > 0) lines.push(`      UPSTREAM_URL: http://${name(i - 1)}:8080/v1`, `    depends_on: [${name(i - 1)}]`);
    lines.push(
      '    ports:',
      `      - "${10000 + i}:8080"`,
      '    volumes:',
      `      - data${i}:/var/lib/data`,
      '    healthcheck:',
      '      test: ["CMD", "curl", "-f", "http://localhost:8080/health"]',
      '      interval: 30s',
      '      timeout: 5s',
      '      retries: 3',
    );
  }
  lines.push('volumes:');
  for (let i = 0; i < count; i++) lines.push(`  data${i}:`);
  return `${lines.join('\n')}\n`;
}
