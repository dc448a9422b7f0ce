package org.quorate.group.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.quorate.spi.transport.FrameReceiver;
import org.quorate.spi.transport.Transport;
import org.quorate.spi.transport.TransportSession;
import org.quorate.spi.transport.TransportSettings;

/** A session that is open, and who was heard by it when that was asked. On the ring thread. */
final class Line implements FrameReceiver {
    private final String name;
    private final Transport transport;
    private final TransportSettings settings;
    private final FrameReceiver receiver;
    private final TransportSession session;
    private final Set<Integer> heard = new HashSet<>();
    private long asked;
    private boolean carrying;

    private Line(String name, Transport transport, TransportSettings settings, FrameReceiver receiver)
            throws IOException {
        this.name = name;
        this.transport = transport;
        this.settings = settings;
        this.receiver = receiver;
        this.session = transport.open(settings, this);
    }

    static Line open(String name, Transport transport, TransportSettings settings, FrameReceiver receiver)
            throws IOException {
        return new Line(name, transport, settings, receiver);
    }

    String name() {
        return name;
    }

    /** What it was opened with. */
    TransportSettings settings() {
        return settings;
    }

    TransportSession session() {
        return session;
    }

    Transport transport() {
        return transport;
    }

    /** Says to all others that this node hears by this line what is to be used under these settings. */
    void ask(int self, long fingerprint) {
        asked = fingerprint;
        session.broadcast(Probe.encode(self, fingerprint));
        session.flush();
    }

    /** Those who were not heard by this line, under the same settings. */
    List<Integer> unheard(int self, Collection<Integer> nodes) {
        return nodes.stream()
                .filter(node -> node != self && !heard.contains(node))
                .toList();
    }

    /** Whether anything of the ring has come by it. */
    boolean isCarrying() {
        return carrying;
    }

    /** Probes end here, also those for another session that hears the same sockets. */
    @Override
    public void received(ByteBuffer frame) {
        if (!Probe.isOne(frame)) {
            carrying = true;
            receiver.received(frame);
        } else if (asked != 0 && Probe.fingerprint(frame) == asked) {
            heard.add(Probe.sender(frame));
        }
    }

    @Override
    public void dropped(Drop reason) {
        receiver.dropped(reason);
    }
}
