package org.quorate.link;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.quorate.link.compress.Compression;
import org.quorate.link.crypto.Envelope;
import org.quorate.link.crypto.KeySlots;
import org.quorate.link.packet.Packets;

/**
 * All links of a node: frames in, datagrams out, and the other way round.
 *
 * <p>Who drives it calls {@link #tick} after everything else, and again at the time that it answers. Times are nanoseconds
 * of one clock that does not jump. What is received is hostile until it is authenticated, and bounded afterwards.
 */
public final class LinkLayer implements AutoCloseable {
    /** Waiting longer than asked for is this node's doing, not that of the links. */
    private static final long OVERSLEPT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** Smaller frames have no header of Totem. */
    private static final int LEAST_FRAME_BYTES = 13;

    private static final int FRAME_TYPE = 3;
    private static final int FRAME_TARGET = 9;
    private static final int TOKEN = 0;
    private static final int COMMIT_TOKEN = 4;

    private final int version;
    private final LinkOutput output;
    private final RandomGenerator random;
    private final KeySlots keys;
    private final Sender sender;
    private final Peers peers = new Peers();
    private final Compressions compressions;
    private final Destinations destinations = new Destinations();
    private final DropCounts dropped = new DropCounts();
    private final byte[] sealed = new byte[Reassembly.MOST_BYTES];
    private final byte[] plain = new byte[Envelope.AT + Reassembly.MOST_BYTES];
    private final ByteBuffer plainView = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
    private LinkSettings settings;
    private long deadline;
    private long promised;
    private long reported;
    private long unreached;
    private volatile LayerReport report = new LayerReport(List.of(), Map.of(), 0);

    /**
     * Links that are all down; the first {@link #tick} makes them ask.
     *
     * @param version in the first byte of packets, 0 to 255; those with another are dropped, so that two layers may hear the
     *     same wire
     * @param settings the key in them is copied
     * @param random for what nobody may tell in advance
     * @param more ways of compression beside zlib; what is in the list may change
     */
    public LinkLayer(
            int version,
            LinkSettings settings,
            LinkOutput output,
            RandomGenerator random,
            List<Compression> more,
            long now) {
        this.version = version;
        this.settings = settings;
        this.output = output;
        this.random = random;
        keys = new KeySlots(settings.crypto(), random);
        keys.use(settings.crypto(), settings.accepted());
        sender = new Sender(settings.localNodeId(), version, keys, output);
        compressions = new Compressions(more);
        deadline = now;
        promised = now;
        configure(now);
    }

    // ---- the way in

    /**
     * A datagram that came.
     *
     * @param localLink the link whose socket it came by
     * @param datagram from position to limit; it stays as it is
     */
    public void received(int localLink, InetAddress source, ByteBuffer datagram, long now) {
        int length = datagram.remaining();
        if (length == 0 || length > sealed.length) {
            drop(Drop.OVERSIZED, null);
            return;
        }
        var peer = peers.at(localLink, source);
        if (peer == null && settings.blocksUnlisted()) {
            drop(Drop.UNLISTED, null);
            return;
        }
        int bytes = open(datagram, length, peer);
        var refusal = bytes < 0 ? Drop.UNAUTHENTICATED : refusal(bytes, peer);
        var sending = peer == null && refusal == null ? peers.node(Packets.node(plain, Envelope.AT)) : peer;
        var link = sending == null ? null : sending.links()[localLink];
        if (refusal != null || sending == null || link == null) {
            drop(refusal == null ? Drop.UNKNOWN_LINK : refusal, link);
            return;
        }
        sending.openedBy = keys.openedBy();
        link.countReceived(now);
        int type = Packets.type(plain, Envelope.AT);
        if (type != Packets.DATA && Packets.link(plain, Envelope.AT) != localLink) {
            drop(Drop.UNKNOWN_LINK, link);
        } else if (type == Packets.PONG) {
            pong(sending, link, bytes, now);
        } else if (isFresh(type, sending, link, bytes, now)) {
            if (type == Packets.DATA) {
                data(sending, link, bytes, now);
            } else {
                internal(type, sending, link, bytes, now);
            }
        }
    }

    /** Whether it may change anything; if not, it is counted. */
    private boolean isFresh(int type, Peer peer, PeerLink link, int bytes, long now) {
        switch (peer.freshness().take(keys.session(), keys.number())) {
            case FRESH -> {
                return true;
            }
            case REPEATED -> drop(Drop.DUPLICATE, link);
            case STALE -> drop(Drop.REPLAYED, link);
            case STRANGE -> {
                drop(Drop.REPLAYED, link);
                link.monitor().ask(now);
                wake(peer, now);
                if (type == Packets.PING) {
                    sender.answer(link, plain, bytes); // a new process needs that to prove itself
                }
            }
        }
        return false;
    }

    /** Answers the length of the packet, or -1. */
    private int open(ByteBuffer datagram, int length, @Nullable Peer peer) {
        if (keys.isClear()) {
            datagram.get(datagram.position(), plain, Envelope.AT, length);
            return length;
        }
        datagram.get(datagram.position(), sealed, 0, length);
        return keys.open(sealed, length, plain, peer == null ? 0 : peer.openedBy);
    }

    /** What is wrong with the header of an opened packet, if anything. */
    private @Nullable Drop refusal(int bytes, @Nullable Peer peer) {
        if (bytes < Packets.LEAST_BYTES) {
            return Drop.MALFORMED;
        }
        if (Packets.version(plain, Envelope.AT) != version) {
            return Drop.WRONG_VERSION;
        }
        int node = Packets.node(plain, Envelope.AT);
        if (node == settings.localNodeId()) {
            return Drop.REFLECTED;
        }
        if (peers.node(node) == null) {
            return Drop.UNKNOWN_NODE;
        }
        return peer == null || peer.nodeId() == node ? null : Drop.FORGED;
    }

    private void internal(int type, Peer peer, PeerLink link, int bytes, long now) {
        switch (type) {
            case Packets.PING -> {
                if (bytes >= Packets.PING_BYTES) {
                    long time = 31 * Packets.timeWord(plain, Envelope.AT, 0) + Packets.timeWord(plain, Envelope.AT, 1);
                    int sequence = Packets.pingSequence(plain, Envelope.AT);
                    peer.pinged(link.number(), time, sequence, Packets.timed(plain, Envelope.AT));
                }
                link.monitor().heard(now);
                wake(peer, now);
                sender.answer(link, plain, bytes);
            }
            case Packets.PROBE, Packets.PROBE_REPLY -> {
                if (bytes < Packets.PROBE_BYTES) {
                    drop(Drop.MALFORMED, link);
                } else if (type == Packets.PROBE) {
                    sender.answer(link, plain, bytes);
                } else if (link.path().answered(Packets.probeSize(plain, Envelope.AT), now)) {
                    wake(peer, now);
                } else {
                    drop(Drop.UNASKED, link);
                }
            }
            default -> drop(Drop.MALFORMED, link);
        }
    }

    private void pong(Peer peer, PeerLink link, int bytes, long now) {
        if (bytes < Packets.PING_BYTES) {
            drop(Drop.MALFORMED, link);
            return;
        }
        long number = Packets.timeWord(plain, Envelope.AT, 0);
        if (!link.monitor().pong(number, Packets.timeWord(plain, Envelope.AT, 1), now)) {
            drop(Drop.UNASKED, link);
            return;
        }
        if (peer.freshness()
                .proven(keys.session(), keys.number(), link.monitor().sentAt(number))) {
            peer.restarted();
        }
        wake(peer, now);
        if (link.monitor().isReady()) {
            up(peer, link, LinkChange.ANSWERED, now);
        }
    }

    private void data(Peer peer, PeerLink link, int bytes, long now) {
        int length = bytes - Packets.DATA_HEADER_BYTES;
        if (length < 1) {
            drop(Drop.MALFORMED, link);
            return;
        }
        int sequence = Packets.sequence(plain, Envelope.AT);
        int fragments = Packets.fragments(plain, Envelope.AT);
        int index = Packets.index(plain, Envelope.AT);
        if (sequence == 0
                || fragments == 0
                || fragments == 1 && index > 1
                || Packets.channel(plain, Envelope.AT) != 0) {
            drop(Drop.MALFORMED, link);
            return;
        }
        if (!peer.isReachable()) {
            if (!link.monitor().isProven()) {
                drop(Drop.UNREACHABLE, link);
                return;
            }
            if (link.monitor().isProvenTwice()) {
                up(peer, link, LinkChange.DATA, now);
            }
        }
        peer.dataCame();
        if (!peer.window().isNew(sequence)) {
            drop(Drop.DUPLICATE, link);
            return;
        }
        int compression = Packets.compression(plain, Envelope.AT);
        int at = Envelope.AT + Packets.DATA_HEADER_BYTES;
        if (fragments == 1) {
            frame(
                    peer,
                    link,
                    sequence,
                    compression,
                    plainView.clear().position(at).limit(at + length));
            return;
        }
        switch (peer.reassembly().add(sequence, fragments, index, compression, plain, at, length)) {
            case WAITING -> {}
            case COMPLETE ->
                frame(peer, link, sequence, compression, peer.reassembly().frame());
            case DUPLICATE -> drop(Drop.DUPLICATE, link);
            case MALFORMED -> drop(Drop.MALFORMED, link);
        }
    }

    /** A frame with all its bytes. */
    private void frame(Peer peer, PeerLink link, int sequence, int model, ByteBuffer bytes) {
        var frame = bytes;
        if (model != 0) {
            var compression = compressions.of(model);
            if (compression == null) {
                drop(Drop.UNKNOWN_COMPRESSION, link);
                return;
            }
            frame = compressions.unpack(compression, bytes);
        }
        if (frame.remaining() < LEAST_FRAME_BYTES) {
            drop(Drop.MALFORMED, link);
            return;
        }
        int target = frame.getInt(frame.position() + FRAME_TARGET);
        if (target == 0 || target == settings.localNodeId()) {
            output.deliver(frame);
        } else {
            drop(Drop.FOREIGN_TARGET, link);
        }
        peer.window().received(sequence);
    }

    // ---- the way out

    /**
     * Sends a frame to one node. What cannot be sent is lost, as on the network.
     *
     * @param frame from position to limit, with a header of Totem, whose target is set in what is sent; it stays as it is
     */
    public void send(int nodeId, ByteBuffer frame, long now) {
        check(frame);
        var peer = peers.node(nodeId);
        if (peer == null || !peer.isReachable()) {
            unreached++;
            return;
        }
        int type = frame.get(frame.position() + FRAME_TYPE);
        destinations.clear();
        addRoutes(peer, type == TOKEN || type == COMMIT_TOKEN);
        transmit(frame, nodeId, now);
    }

    /** Sends a frame to all other nodes, under the terms of {@link #send}. */
    public void broadcast(ByteBuffer frame, long now) {
        check(frame);
        destinations.clear();
        for (var peer : peers.all()) {
            if (peer.isReachable()) {
                addRoutes(peer, false);
            } else {
                unreached++;
            }
        }
        if (destinations.size() > 0) {
            transmit(frame, 0, now);
        }
    }

    private static void check(ByteBuffer frame) {
        if (frame.remaining() < LEAST_FRAME_BYTES || frame.remaining() > Reassembly.MOST_BYTES) {
            throw new IllegalArgumentException("a frame of " + frame.remaining() + " bytes");
        }
    }

    /** By all links to a node a frame goes in the same pieces, so that they fit together there. */
    private void addRoutes(Peer peer, boolean important) {
        int from = destinations.size();
        peer.addRoutes(important, destinations);
        peer.sentData = true;
        int least = Integer.MAX_VALUE;
        for (int i = from; i < destinations.size(); i++) {
            least = Math.min(least, destinations.get(i).path().dataBytes(keys.sending()));
        }
        for (int i = from; i < destinations.size(); i++) {
            destinations.get(i).fragmentBytes = least;
        }
    }

    private void transmit(ByteBuffer frame, int target, long now) {
        if (sender.count()) {
            for (var peer : peers.all()) {
                for (var link : peer.links()) {
                    if (link != null) {
                        ping(link, sender.sequence(), false, now);
                    }
                }
            }
        }
        var compression = settings.compression();
        sender.send(frame, target, destinations, compression, compressions.of(compression.model()));
    }

    private void ping(PeerLink link, int sequence, boolean timed, long now) {
        long nonce = random.nextLong();
        sender.ping(link, link.monitor().ping(nonce, now), nonce, sequence, timed);
    }

    /** How far this layer has counted, for one that takes its place. */
    public Position position() {
        return new Position(sender.sequence(), keys.ownSession(), keys.ownNumber(), peers.sentTo());
    }

    /** Goes on counting where another layer of this node is, which ends: for other nodes the two are one. */
    public void continueFrom(Position position) {
        sender.continueFrom(position.sequence());
        keys.continueFrom(position.session(), position.number());
        peers.sentTo(position.nodes());
    }

    // ---- what the wire says

    /** The network or the node, or who pretends to be one of them, said that nobody is there: it is asked. */
    public void refused(int link, int nodeId, long now) {
        tell(link, nodeId, now, refused -> refused.monitor().doubt(now));
    }

    /**
     * The network, or who pretends to be it, said that a datagram was too large for it: it is tried.
     *
     * @param mtuBytes what passes there, headers of IP included; 0: it does not say
     */
    public void narrow(int link, int nodeId, int mtuBytes, long now) {
        tell(link, nodeId, now, limited -> limited.path().doubt(mtuBytes, now));
    }

    /**
     * The system did not send a datagram, as it is too large.
     *
     * @param mtuBytes what it takes, headers of IP included; 0: it does not say
     */
    public void tooBig(int link, int nodeId, int mtuBytes, long now) {
        tell(link, nodeId, now, limited -> limited.path().tooBig(mtuBytes, now));
    }

    private void tell(int number, int nodeId, long now, Consumer<PeerLink> what) {
        var peer = peers.node(nodeId);
        var link = peer == null ? null : peer.links()[number];
        if (peer != null && link != null) {
            what.accept(link);
            wake(peer, now);
        }
    }

    // ---- time

    /** Does what is due; answers when it wants to be called again at the latest. */
    public long tick(long now) {
        if (now - deadline < 0) {
            promised = deadline;
            return deadline;
        }
        long late = now - promised;
        if (late > OVERSLEPT_NANOS) {
            peers.overslept(late, now);
        }
        deadline = now + REPORT_NANOS;
        for (var peer : peers.all()) {
            if (now - peer.deadline >= 0) {
                attend(peer, now);
            }
            deadline = Times.earlier(deadline, peer.deadline);
        }
        if (now - reported >= REPORT_NANOS) {
            report(now);
        }
        promised = deadline;
        return deadline;
    }

    private void attend(Peer peer, long now) {
        for (var link : peer.links()) {
            if (link != null) {
                attend(peer, link, now);
            }
        }
        peer.choose(settings.mode(), now);
        peer.deadline = now + REPORT_NANOS;
        for (var link : peer.links()) {
            if (link != null) {
                peer.deadline = Times.earlier(peer.deadline, link.deadline(now));
            }
        }
    }

    private void attend(Peer peer, PeerLink link, long now) {
        var monitor = link.monitor();
        boolean pings = monitor.pingIsDue(now);
        if (monitor.isSilent(now)) {
            down(peer, link, LinkChange.SILENT, now);
        } else if (monitor.isRefused()) {
            down(peer, link, LinkChange.REFUSED, now);
        }
        if (pings) {
            ping(link, peer.sentData ? sender.sequence() : 0, true, now);
        }
        if (monitor.isUp()) {
            int size = link.path().due(keys.sending(), monitor.usualNanos(), now);
            if (size > 0) {
                sender.probe(link, size);
            }
        }
    }

    private void up(Peer peer, PeerLink link, LinkChange why, long now) {
        link.monitor().up(now);
        link.path().start(now);
        changed(peer, link, why, now);
    }

    private void down(Peer peer, PeerLink link, LinkChange why, long now) {
        boolean wasUp = link.monitor().isUp();
        link.monitor().down(now);
        if (wasUp) {
            changed(peer, link, why, now);
        }
    }

    private void changed(Peer peer, PeerLink link, LinkChange why, long now) {
        peer.choose(settings.mode(), now);
        wake(peer, now);
        report(now);
        output.linkChanged(link.nodeId(), link.number(), link.monitor().isUp(), why);
    }

    private void wake(Peer peer, long now) {
        peer.deadline = now;
        deadline = Times.earlier(deadline, now);
    }

    // ---- settings

    /**
     * Other settings hold from now on. The id of this node cannot change. A key that is to be changed is accepted first,
     * beside the old one, then sent with while the old one is accepted, then alone: each is an update of its own.
     */
    public void update(LinkSettings others, long now) {
        if (others.localNodeId() != settings.localNodeId()) {
            throw new IllegalArgumentException("the id of this node cannot change from " + settings.localNodeId()
                    + " to " + others.localNodeId() + " while it runs");
        }
        settings = others;
        keys.use(others.crypto(), others.accepted());
        if (!keys.isStamped()) {
            for (var peer : peers.all()) {
                peer.freshness().forget();
            }
        }
        configure(now);
    }

    private void configure(long now) {
        var kept = new ArrayList<Peer>();
        for (var node : settings.nodes()) {
            if (node.nodeId() != settings.localNodeId()) {
                var known = peers.node(node.nodeId());
                var peer = known == null ? new Peer(node.nodeId(), now) : known;
                configure(peer, node, now);
                kept.add(peer);
            }
        }
        for (var peer : peers.all()) {
            if (!kept.contains(peer)) {
                for (int number = 0; number < LinkSettings.MOST_LINKS; number++) {
                    remove(peer, number, now);
                }
            }
        }
        peers.replace(kept);
        kept.forEach(peer -> wake(peer, now));
        report(now);
    }

    private void configure(Peer peer, LinkSettings.Node node, long now) {
        for (int number = 0; number < LinkSettings.MOST_LINKS; number++) {
            var address = node.addresses().get(number);
            var wanted = settings.links().get(number);
            var there = peer.links()[number];
            if (there != null && (wanted == null || !Objects.equals(address, there.address()))) {
                remove(peer, number, now);
                there = null;
            }
            if (address == null || wanted == null) {
                continue;
            }
            if (there == null) {
                peer.links()[number] = new PeerLink(node.nodeId(), number, address, settings, wanted, now);
            } else {
                there.monitor().use(wanted, now);
                there.path().use(settings.mtuBytes(), settings.pmtudIntervalNanos(), now);
            }
        }
        peer.choose(settings.mode(), now);
    }

    private void remove(Peer peer, int number, long now) {
        var link = peer.links()[number];
        if (link != null) {
            peer.links()[number] = null;
            down(peer, link, LinkChange.REMOVED, now);
        }
    }

    // ---- state

    /** State of all links, at most a quarter of a second old. Callable from any thread. */
    public LayerReport status() {
        return report;
    }

    private void report(long now) {
        reported = now;
        report = new LayerReport(peers.report(keys.sending(), now), dropped.report(), unreached);
    }

    private void drop(Drop kind, @Nullable PeerLink link) {
        dropped.count(kind);
        if (link != null) {
            link.countDropped(kind);
        }
        output.dropped(kind);
    }

    /** Overwrites keys and packets. Nothing is called afterwards. */
    @Override
    public void close() {
        keys.close();
        compressions.close();
        Arrays.fill(plain, (byte) 0);
    }
}
