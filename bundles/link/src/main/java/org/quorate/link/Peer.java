package org.quorate.link;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Another node: the links to it, which of them are used, and what was received from it. */
final class Peer {
    private final int nodeId;
    private final @Nullable PeerLink[] links = new @Nullable PeerLink[LinkSettings.MOST_LINKS];
    private final DuplicateWindow window = new DuplicateWindow();
    private final Freshness freshness = new Freshness();
    private final Reassembly reassembly = new Reassembly(window);

    private PeerLink[] routes = new PeerLink[0];
    private @Nullable PeerLink best;
    private LinkMode mode = LinkMode.PASSIVE;
    private int rotation;

    private final boolean[] counting = new boolean[LinkSettings.MOST_LINKS];
    private int untimedSequence;
    private boolean dataSinceUntimed;
    private boolean sentSinceWipe;
    private final int[] zeros = new int[LinkSettings.MOST_LINKS];
    private final long[] zeroTimes = new long[LinkSettings.MOST_LINKS];

    /** What its last packet was opened with. */
    int openedBy;

    /** Whether it was ever sent data. */
    boolean sentData;

    /** When something is due at the latest. */
    long deadline;

    Peer(int nodeId, long now) {
        this.nodeId = nodeId;
        deadline = now;
    }

    int nodeId() {
        return nodeId;
    }

    @Nullable
    PeerLink[] links() {
        return links;
    }

    DuplicateWindow window() {
        return window;
    }

    Reassembly reassembly() {
        return reassembly;
    }

    Freshness freshness() {
        return freshness;
    }

    /** Another process of the node runs now. */
    void restarted() {
        wipe(0);
    }

    boolean isReachable() {
        return routes.length > 0;
    }

    boolean uses(PeerLink link) {
        return mode == LinkMode.PASSIVE
                ? isReachable() && routes[0] == link
                : Arrays.asList(routes).contains(link);
    }

    /** Chooses anew among the links that are up. */
    void choose(LinkMode newMode, long now) {
        mode = newMode;
        best = Choice.best(links, best, null, now);
        var first = best;
        if (first == null) {
            if (isReachable()) {
                wipe(0);
                for (var link : links) {
                    if (link != null) {
                        link.monitor().forgive();
                    }
                }
            }
            routes = new PeerLink[0];
            return;
        }
        routes = switch (mode) {
            case PASSIVE -> {
                var second = Choice.best(links, null, first, now);
                yield second == null ? new PeerLink[] {first} : new PeerLink[] {first, second};
            }
            case ACTIVE -> up(first, false, now);
            case RR -> up(first, true, now);
        };
    }

    /** Adds the links by which one frame goes. */
    void addRoutes(boolean important, Destinations to) {
        switch (mode) {
            case PASSIVE -> {
                to.add(routes[0]);
                if (important && routes.length > 1) {
                    to.add(routes[1]);
                }
            }
            case ACTIVE -> {
                for (var link : routes) {
                    to.add(link);
                }
            }
            case RR -> {
                rotation = (rotation + 1) % routes.length;
                to.add(routes[rotation]);
            }
        }
    }

    /**
     * The sequence in one of its pings: tells that it began anew, or what others got from it.
     *
     * <p>Who pings with zero has sent nothing, so it is a new process if the last ping by the same link had another number.
     * By another link it may only be late; and the old process may have ended before it pinged again. Then two such pings by
     * one link are needed: a process that sends to us has sent more than one.
     *
     * @param time differs from ping to ping, but not between the copies of one that the network made
     */
    void pinged(int link, long time, int sequence, boolean timed) {
        if (timed) {
            if (sequence != 0) {
                Arrays.fill(zeros, 0);
                counting[link] = true;
                sentSinceWipe = true;
            } else if (counting[link]) {
                wipe(0);
            } else if (sentSinceWipe && (zeros[link] == 0 || zeroTimes[link] != time)) {
                zeroTimes[link] = time;
                if (++zeros[link] > 1) {
                    wipe(0);
                }
            }
        } else if (sequence != 0 && sequence != untimedSequence) {
            if (dataSinceUntimed) {
                window.isNew(sequence);
            } else {
                wipe(sequence);
            }
            untimedSequence = sequence;
            dataSinceUntimed = false;
        }
    }

    void dataCame() {
        dataSinceUntimed = true;
        sentSinceWipe = true;
    }

    private void wipe(int last) {
        window.wipe(last);
        reassembly.clear();
        sentSinceWipe = false;
        Arrays.fill(zeros, 0);
        Arrays.fill(counting, false);
    }

    private PeerLink[] up(PeerLink first, boolean equal, long now) {
        return Arrays.stream(links)
                .<PeerLink>mapMulti((link, add) -> {
                    if (link != null && link.monitor().isUp() && (!equal || Choice.isAsHealthy(link, first, now))) {
                        add.accept(link);
                    }
                })
                .toArray(PeerLink[]::new);
    }
}
