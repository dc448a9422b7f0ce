package org.quorate.integration.corosync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The {@code corosync.conf} of a cluster; all nodes have the same, but for the paths of their files. The daemons have no
 * real-time scheduling: two that have it keep both processors of a small machine busy while they wait for clients, which
 * get none. Both kinds are told after how many idle rotations the token rests: a Quorate node has a default of its own, and
 * a corosync node that does not know that the token rests does not wake it.
 *
 * @param tokenMillis as in the file; from three nodes on the effective time is longer
 * @param quorum more lines of the quorum section
 */
record Configuration(Network network, int tokenMillis, int version, String quorum) {
    static Configuration of(Network network) {
        return new Configuration(network, 1000, 1, "");
    }

    Configuration withVersion(int next) {
        return new Configuration(network, tokenMillis, next, quorum);
    }

    Configuration withQuorum(String lines) {
        return new Configuration(network, tokenMillis, version, lines);
    }

    /** With 650 ms for each node after the second. */
    int effectiveTokenMillis() {
        return tokenMillis + Math.max(0, network.count() - 2) * 650;
    }

    Path write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("state"));
        return Files.writeString(folder.resolve("corosync.conf"), """
                totem {
                  version: 2
                  cluster_name: mixed
                  config_version: %d
                  transport: udpu
                  token: %d
                }
                nodelist {
                %s}
                quorum {
                  provider: corosync_votequorum
                %s
                }
                system {
                  state_dir: %s
                  sched_rr: no
                }
                logging {
                  to_logfile: yes
                  logfile: %s
                  to_syslog: no
                  to_stderr: no
                  timestamp: hires
                }
                """.formatted(
                        version, tokenMillis, nodes(), quorum, folder.resolve("state"), log(folder)));
    }

    /** Of a corosync node. */
    static Path log(Path folder) {
        return folder.resolve("corosync.log");
    }

    private String nodes() {
        return IntStream.rangeClosed(1, network.count())
                .mapToObj(node -> """
                          node {
                            name: n%d
                            nodeid: %d
                            ring0_addr: %s
                          }
                        """.formatted(node, node, network.address(node)))
                .collect(Collectors.joining());
    }
}
