package org.quorate.launcher.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** The {@code corosync.conf} of our nodes. Corosync beside them has the same token timeout and the same encryption. */
final class BenchConfig {
    /** As the demo's: a node that was killed is noticed within two to three seconds. */
    static final int TOKEN_MILLIS = 1000;

    private BenchConfig() {}

    /** @param second the address of a node on link 1; empty: there is none */
    static String text(Network network, Wire wire, List<Integer> nodes, Optional<IntFunction<String>> second) {
        var text = new StringBuilder("""
                # Written by 'quorate bench'. An ordinary corosync.conf: see corosync.conf(5).
                totem {
                    version: 2
                    cluster_name: bench
                    config_version: 1
                    transport: %s
                    crypto_cipher: %s
                    crypto_hash: %s
                    token: %d
                    seqno_unchanged_const: 1
                    interface {
                        linknumber: 0
                        mcastport: %d
                    }%s
                }

                nodelist {
                """.formatted(
                        wire.transport(),
                        wire.cipher(),
                        wire.hash(),
                        TOKEN_MILLIS,
                        network.port(),
                        second.isEmpty() ? "" : """

                    interface {
                        linknumber: 1
                        mcastport: %d
                    }""".formatted(network.port() + 1)));
        for (int node : nodes) {
            text.append("""
                        node {
                            name: n%d
                            nodeid: %d
                            quorum_votes: 1
                            ring0_addr: %s%s
                        }
                    """.formatted(
                            node,
                            node,
                            network.address(node),
                            second.map(address -> "\n            ring1_addr: " + address.apply(node))
                                    .orElse("")));
        }
        return text.append("""
                }

                quorum {
                    provider: corosync_votequorum
                }

                logging {
                    to_stderr: no
                    to_syslog: no
                    timestamp: on
                }
                """).toString();
    }
}
