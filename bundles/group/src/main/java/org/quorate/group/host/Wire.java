package org.quorate.group.host;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.quorate.ring.LinkStatus;
import org.quorate.spi.transport.FrameReceiver;
import org.quorate.spi.transport.Transport;
import org.quorate.spi.transport.TransportSettings;
import org.quorate.totem.frame.Frame;
import org.quorate.totem.frame.FrameCodec;

/**
 * The transport in use. For a while there may be none: what is sent then is lost, as on any network. While one takes the place
 * of another, both receive; what comes twice the ring drops.
 */
final class Wire {
    private static final System.Logger LOG = System.getLogger(Wire.class.getName());

    /** Two sessions may wait for different things; so long neither is waited for, when the ring's frames may come by both. */
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** The same while only probes come by the one that is to follow, which may take long: till then nothing is urgent there. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final FrameReceiver receiver;
    private final ByteBuffer encoded =
            ByteBuffer.allocateDirect(FrameCodec.MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private TransportSettings settings;
    private @Nullable Transport transport;
    private String name = "";

    /** All is sent by this one. */
    private volatile @Nullable Line line;

    /** The one that is to follow, or the one before; it only receives. */
    private @Nullable Line beside;

    /** Which of the two that is. */
    private boolean turned;

    Wire(TransportSettings settings, FrameReceiver receiver) {
        this.settings = settings;
        this.receiver = receiver;
    }

    // ---- from any thread

    /** Ends the waiting of the ring thread. */
    void wakeup() {
        var current = line;
        if (current != null) {
            current.session().wakeup();
        }
    }

    /** Name of the transport, while it is open. */
    Optional<String> openName() {
        return Optional.ofNullable(line).map(Line::name);
    }

    List<LinkStatus> links() {
        var current = line;
        return current == null ? List.of() : current.session().links();
    }

    boolean isOpen() {
        return line != null;
    }

    // ---- on the ring thread

    /** Another one of the same name from the next opening on. */
    void use(Transport next) {
        use(next, name);
    }

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
            line = open(next, name, settings);
        } catch (IOException e) {
            LOG.log(Level.ERROR, "transport {0}: {1}; trying again", name, e.getMessage());
            throw e;
        }
        return true;
    }

    private Line open(Transport next, String nextName, TransportSettings with) throws IOException {
        var opened = Line.open(nextName, next, with, receiver);
        LOG.log(Level.INFO, "transport {0}: open", nextName);
        return opened;
    }

    /** Whether {@link #update} can lead to these settings. */
    boolean canUpdate(TransportSettings next) {
        var current = line;
        return current == null || current.session().canUpdate(next);
    }

    /** Other settings, of the session that is open and of those to come. */
    void update(TransportSettings next) throws IOException {
        var current = line;
        if (current != null && !next.equals(settings)) {
            current.session().update(next);
        }
        settings = next;
    }

    // ---- one after the other

    /** Opens a session that is to follow the present one; it is heard, and nothing is sent by it but probes. */
    void openBeside(Transport next, String nextName, TransportSettings with) throws IOException {
        closeBeside();
        turned = false;
        beside = open(next, nextName, with);
    }

    boolean hasBeside() {
        return beside != null;
    }

    /** Tells others that this node is ready for it, and answers who of the members was not heard yet. */
    List<Integer> probe(long fingerprint, Collection<Integer> members) {
        var following = beside;
        if (following == null) {
            return List.copyOf(members);
        }
        following.ask(settings.localNodeId(), fingerprint);
        return following.unheard(settings.localNodeId(), members);
    }

    /** From now on all is sent by the session beside, and the present one only receives. */
    void turn() {
        var following = beside;
        if (following != null) {
            flush();
            beside = line;
            line = following;
            turned = true;
            transport = following.transport();
            name = following.name();
            settings = following.settings();
        }
    }

    // ---- a session of the same transport, but of another bundle

    /** Of the transport in use, open or not. */
    String name() {
        return name;
    }

    /** Whether this one is used, or will be once it can be opened. */
    boolean uses(Transport other) {
        return transport == other;
    }

    /** Opens a session that is to take the place of the present one, which other nodes do not notice. */
    void openSuccessor(Transport next) throws IOException {
        openBeside(next, name, settings);
        handOver();
    }

    /** The members that the session beside does not reach, though the present one does; all, until something came by it. */
    List<Integer> unreached(Collection<Integer> members) {
        var present = line;
        var following = beside;
        var others =
                members.stream().filter(node -> node != settings.localNodeId()).toList();
        if (present == null || following == null || !following.isCarrying()) {
            return others;
        }
        var now = unconnected(present, others);
        return unconnected(following, others).stream()
                .filter(node -> !now.contains(node))
                .toList();
    }

    /** A node is connected unless links to it are watched, and none is up. */
    private static List<Integer> unconnected(Line line, Collection<Integer> members) {
        var links = line.session().links();
        return members.stream()
                .filter(node -> links.stream()
                                .anyMatch(link ->
                                        link.nodeId() == node && link.quality().isPresent())
                        && links.stream().noneMatch(link -> link.nodeId() == node && link.connected()))
                .toList();
    }

    /** The session beside takes the place of the present one, which is closed. */
    void succeed() {
        flush();
        handOver();
        turn();
        closeBeside();
    }

    /** The session beside goes on where the present one is. */
    void handOver() {
        var present = line;
        var following = beside;
        if (present != null && following != null) {
            following.session().takeOver(present.session().handOver());
        }
    }

    // ---- the end

    /** Whoever is not sent by is over. */
    void closeBeside() {
        var over = beside;
        if (over != null) {
            beside = null;
            close(over);
        }
    }

    /** Its bundle goes. Answers whether a session of it was beside. */
    boolean closeBeside(Transport gone) {
        var over = beside;
        boolean found = over != null && over.transport() == gone;
        if (found) {
            closeBeside();
        }
        return found;
    }

    void close() {
        closeBeside();
        var current = line;
        if (current != null) {
            line = null;
            close(current);
        }
    }

    private static void close(Line over) {
        over.session().close();
        LOG.log(Level.INFO, "transport {0}: closed", over.name());
    }

    // ---- frames

    /** Hands what arrives to the receiver, waiting so long for the first. Answers false if there is no transport. */
    boolean receive(long timeoutNanos) {
        var current = line;
        var other = beside;
        if (current != null) {
            long most = other == null ? timeoutNanos : turned ? TURN_NANOS : LOOK_NANOS;
            current.session().receive(Math.min(timeoutNanos, most));
        }
        if (other != null && other == beside) {
            other.session().receive(0);
        }
        return current != null;
    }

    /** To all others. */
    void broadcast(Frame frame) {
        var current = line;
        if (current != null) {
            current.session().broadcast(encode(frame));
        }
    }

    /** To one other, at once. */
    void send(int node, Frame frame) {
        var current = line;
        if (current != null) {
            current.session().send(node, encode(frame));
            current.session().flush();
        }
    }

    void flush() {
        var current = line;
        if (current != null) {
            current.session().flush();
        }
    }

    private ByteBuffer encode(Frame frame) {
        encoded.clear();
        FrameCodec.encode(frame, encoded);
        return encoded.flip();
    }
}
