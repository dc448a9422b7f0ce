package org.quorate.launcher.bench;

import java.util.List;

/** The {@code corosync.conf} of our nodes. Corosync beside them has the same token timeout and the same encryption. */
final class BenchConfig {
    /** As the demo's: a node that was killed is noticed within two to three seconds. */
    static final int TOKEN_MILLIS = 1000;

    private BenchConfig() {}

    static String text(Network network, Wire wire, List<Integer> nodes) {
        var text = new StringBuilder(
                """
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
                    }
                }

                nodelist {
                """.formatted(wire.transport(), wire.cipher(), wire.hash(), TOKEN_MILLIS, network.port()));
        for (int node : nodes) {
            text.append("""
                        node {
                            name: n%d
                            nodeid: %d
                            quorum_votes: 1
                            ring0_addr: %s
                        }
                    """.formatted(node, node, network.address(node)));
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
