package org.quorate.launcher.demo;

/** The demo's {@code corosync.conf}: nothing in it is special to the demo but the addresses. */
final class DemoConfig {
    private DemoConfig() {}

    static String text(int nodes, String transport, DemoNet net) {
        var text = new StringBuilder("""
                # Written by 'quorate demo'. An ordinary corosync.conf: see corosync.conf(5).
                totem {
                    version: 2
                    cluster_name: demo
                    config_version: 1
                    transport: %s
                    # Loopback needs no encryption; a real network does.
                    crypto_cipher: none
                    crypto_hash: none
                    # Milliseconds without the token until it counts as lost. The default is 3000; with 1000 a node
                    # that was killed is noticed within two to three seconds.
                    token: 1000
                    # The token of an idle ring rests after one rotation. The default is 30, and needed with corosync
                    # nodes in the ring; with Quorate nodes only, fewer leave more of the processor to others.
                    seqno_unchanged_const: 1
                }

                nodelist {
                """.formatted(transport));
        for (int node = 1; node <= nodes; node++) {
            text.append("""
                        node {
                            name: n%d
                            nodeid: %d
                            quorum_votes: 1
                            ring0_addr: %s
                        }
                    """.formatted(node, node, net.address(node)));
        }
        text.append("""
                }

                quorum {
                    provider: corosync_votequorum
                """);
        if (nodes == 2) {
            text.append("""
                        # With two nodes each alone is quorate, and a cold start waits for both.
                        two_node: 1
                    """);
        }
        text.append("""
                }

                logging {
                    to_stderr: no
                    to_syslog: no
                    timestamp: on
                }
                """);
        return text.toString();
    }
}
