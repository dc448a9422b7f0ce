package org.quorate.link;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.quorate.link.crypto.Envelope;

/** One link to one node: its supervision, its size of packets, its counters. */
final class PeerLink {
    private static final int UDP_BYTES = 8;
    private static final int IPV4_BYTES = 20;
    private static final int IPV6_BYTES = 40;

    private final int nodeId;
    private final int number;
    private final InetAddress address;
    private final Monitor monitor;
    private final PathMtu path;
    private final DropCounts dropped = new DropCounts();
    private long sent;
    private long received;

    /** Of the frame that is being sent: how much of it goes into one packet. */
    int fragmentBytes;

    PeerLink(int nodeId, int number, InetAddress address, LinkSettings settings, LinkSettings.Link link, long now) {
        this.nodeId = nodeId;
        this.number = number;
        this.address = address;
        monitor = new Monitor(link, now);
        int overhead = (address instanceof Inet6Address ? IPV6_BYTES : IPV4_BYTES) + UDP_BYTES;
        path = new PathMtu(overhead, settings.mtuBytes(), settings.pmtudIntervalNanos(), now);
    }

    int nodeId() {
        return nodeId;
    }

    int number() {
        return number;
    }

    InetAddress address() {
        return address;
    }

    Monitor monitor() {
        return monitor;
    }

    PathMtu path() {
        return path;
    }

    void countSent(int datagrams) {
        sent += datagrams;
    }

    void countReceived() {
        received++;
    }

    void countDropped(Drop kind) {
        dropped.count(kind);
    }

    /** When something is due at the latest. */
    long deadline(long now) {
        long deadline = monitor.deadline(now);
        return monitor.isUp() && !path.isConfigured() ? Times.earlier(deadline, path.deadline()) : deadline;
    }

    LinkReport report(boolean used, Envelope envelope) {
        return new LinkReport(
                nodeId,
                number,
                address,
                monitor.isUp(),
                used,
                monitor.isUp() && monitor.isSuspect(),
                path.bytes(),
                path.isKnown(),
                path.dataBytes(envelope),
                monitor.meanNanos(),
                monitor.jitterNanos(),
                monitor.lossShare(),
                monitor.timesDown(),
                sent,
                received,
                dropped.report());
    }
}
