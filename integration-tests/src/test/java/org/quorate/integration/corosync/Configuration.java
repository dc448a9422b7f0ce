package org.quorate.integration.corosync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The {@code corosync.conf} of a cluster; all nodes have the same, but for the paths of their files. The daemons have no
 * real-time scheduling: two that have it keep both processors of a small machine busy while they wait for clients, which
 * get none. Both kinds are told after how many idle rotations the token rests: a Quorate node has a default of its own, and
 * a corosync node that does not know that the token rests does not wake it.
 *
 * @param tokenMillis as in the file; from three nodes on the effective time is longer
 * @param totem more lines of the totem section, the transport among them
 * @param links their numbers
 * @param nodes how many of them are in the nodelist
 * @param quorum more lines of the quorum section
 */
record Configuration(
        Network network, int tokenMillis, int version, String totem, List<Integer> links, int nodes, String quorum) {
    static Configuration of(Network network) {
        return new Configuration(network, 1000, 1, "transport: udpu", List.of(0), network.count(), "");
    }

    Configuration withVersion(int next) {
        return new Configuration(network, tokenMillis, next, totem, links, nodes, quorum);
    }

    Configuration withTotem(String lines, int howMany) {
        return new Configuration(
                network,
                tokenMillis,
                version,
                lines,
                IntStream.range(0, howMany).boxed().toList(),
                nodes,
                quorum);
    }

    Configuration withToken(int millis) {
        return new Configuration(network, millis, version, totem, links, nodes, quorum);
    }

    Configuration withLinks(List<Integer> others) {
        return new Configuration(network, tokenMillis, version, totem, others, nodes, quorum);
    }

    /** With the first so many only. */
    Configuration withNodes(int howMany) {
        return new Configuration(network, tokenMillis, version, totem, links, howMany, quorum);
    }

    Configuration withQuorum(String lines) {
        return new Configuration(network, tokenMillis, version, totem, links, nodes, lines);
    }

    /** With 650 ms for each node after the second. */
    int effectiveTokenMillis() {
        return tokenMillis + Math.max(0, nodes - 2) * 650;
    }

    Path write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("state"));
        return Files.writeString(folder.resolve("corosync.conf"), """
                totem {
                  version: 2
                  cluster_name: mixed
                  config_version: %d
                  %s
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
                        version, totem, tokenMillis, nodelist(), quorum, folder.resolve("state"), log(folder)));
    }

    /** Of a corosync node. */
    static Path log(Path folder) {
        return folder.resolve("corosync.log");
    }

    private String nodelist() {
        return IntStream.rangeClosed(1, nodes)
                .mapToObj(node -> """
                          node {
                            name: n%d
                            nodeid: %d
                        %s  }
                        """.formatted(node, node, addresses(node)))
                .collect(Collectors.joining());
    }

    private String addresses(int node) {
        return links.stream()
                .map(link -> "    ring" + link + "_addr: " + network.address(node, link) + "\n")
                .collect(Collectors.joining());
    }
}
