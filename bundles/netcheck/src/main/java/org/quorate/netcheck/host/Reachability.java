package org.quorate.netcheck.host;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which machines answer at all: ping as root, else a connection to the port {@code echo} that is accepted or refused. */
public final class Reachability {
    private static final int PATIENCE_MILLIS = 2000;

    private Reachability() {}

    /** Those that answer; asks all at once. */
    public static Set<InetAddress> answering(Collection<InetAddress> addresses) throws InterruptedException {
        var answering = ConcurrentHashMap.<InetAddress>newKeySet();
        var asking = new HashSet<>(addresses)
                .stream()
                        .map(address -> Thread.ofVirtual().name("netcheck-ping").start(() -> {
                            try {
                                if (address.isReachable(PATIENCE_MILLIS)) {
                                    answering.add(address);
                                }
                            } catch (IOException _) {
                                // no route: it does not answer
                            }
                        }))
                        .toList();
        for (var thread : asking) {
            thread.join();
        }
        return answering;
    }
}
