package org.quorate.group.host;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quorate.ring.LinkStatus;
import org.quorate.spi.transport.FrameReceiver;
import org.quorate.spi.transport.Transport;
import org.quorate.spi.transport.TransportSession;
import org.quorate.spi.transport.TransportSettings;
import org.quorate.totem.frame.Frame;
import org.quorate.totem.frame.FrameCodec;

/** The transport in use. For a while there may be none: what is sent then is lost, as on any network. */
final class Wire {
    private static final System.Logger LOG = System.getLogger(Wire.class.getName());

    private final FrameReceiver receiver;
    private final ByteBuffer encoded =
            ByteBuffer.allocateDirect(FrameCodec.MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private TransportSettings settings;
    private @Nullable Transport transport;
    private volatile @Nullable TransportSession session;
    private volatile String name = "";

    Wire(TransportSettings settings, FrameReceiver receiver) {
        this.settings = settings;
        this.receiver = receiver;
    }

    // ---- from any thread

    /** Ends the waiting of the ring thread. */
    void wakeup() {
        var current = session;
        if (current != null) {
            current.wakeup();
        }
    }

    /** Name of the transport, while it is open. */
    Optional<String> openName() {
        return isOpen() ? Optional.of(name) : Optional.empty();
    }

    List<LinkStatus> links() {
        var current = session;
        return current == null ? List.of() : current.links();
    }

    boolean isOpen() {
        return session != null;
    }

    // ---- on the ring thread

    /** Another one from the next opening on, or none. */
    void use(@Nullable Transport next, String nextName) {
        close();
        transport = next;
        name = nextName;
    }

    /** Answers whether it was opened now; it may be open already, or there may be none. */
    boolean open() throws IOException {
        var next = transport;
        if (next == null || isOpen()) {
            return false;
        }
        try {
            session = next.open(settings, receiver);
        } catch (IOException e) {
            LOG.log(Level.ERROR, "transport {0}: {1}; trying again", name, e.getMessage());
            throw e;
        }
        LOG.log(Level.INFO, "transport {0}: open", name);
        return true;
    }

    /** Whether the session that is open can go from some settings to others. */
    boolean goesOn(TransportSettings from, TransportSettings to) {
        var current = transport;
        return current == null || current.goesOn(from, to);
    }

    /** Other settings, of the session that is open and of those to come. */
    void update(TransportSettings next) throws IOException {
        var current = session;
        if (current != null && !next.equals(settings)) {
            current.update(next);
        }
        settings = next;
    }

    /** Other settings, of sessions to come only. */
    void prepare(TransportSettings next) {
        settings = next;
    }

    void close() {
        var current = session;
        if (current != null) {
            session = null;
            current.close();
            LOG.log(Level.INFO, "transport {0}: closed", name);
        }
    }

    /** Hands what arrives to the receiver, waiting so long for the first. Answers false if there is no transport. */
    boolean receive(long timeoutNanos) {
        var current = session;
        if (current != null) {
            current.receive(timeoutNanos);
        }
        return current != null;
    }

    /** To all others. */
    void broadcast(Frame frame) {
        var current = session;
        if (current != null) {
            current.broadcast(encode(frame));
        }
    }

    /** To one other, at once. */
    void send(int node, Frame frame) {
        var current = session;
        if (current != null) {
            current.send(node, encode(frame));
            current.flush();
        }
    }

    void flush() {
        var current = session;
        if (current != null) {
            current.flush();
        }
    }

    private ByteBuffer encode(Frame frame) {
        encoded.clear();
        FrameCodec.encode(frame, encoded);
        return encoded.flip();
    }
}
