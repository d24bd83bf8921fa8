/**
 * Host ports of a container instance that tasks cannot have: SSH, the Docker daemon and the ECS agent.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export const reservedHostPorts: ReadonlySet<number> = new Set([22, 2375, 2376, 51678, 51679, 51680]);

/** From here on Docker and the kernel hand out dynamic ports (`ip_local_port_range`); a static one may be taken. */
export const ephemeralHostPort = 32_768;
