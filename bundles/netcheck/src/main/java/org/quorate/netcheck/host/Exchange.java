package org.quorate.netcheck.host;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.quorate.netcheck.probe.Check;
import org.quorate.netcheck.probe.Check.Place;
import org.quorate.netcheck.probe.CheckOutput;
import org.quorate.netcheck.probe.Session;

/**
 * Carries a check on the sockets of this machine. Each link has one socket for what comes from anywhere and one that is in
 * the multicast group; each session one that is connected, which is told what ICMP says about it. No packet is broken up on
 * its way. One thread, but for {@link #stop}.
 */
public final class Exchange implements CheckOutput, AutoCloseable {
    /** Larger than any packet of a check. */
    private static final int BUFFER_BYTES = 16 * 1024;

    /** What comes while this thread waits for a processor. */
    private static final int RECEIVE_BYTES = 1 << 20;

    /** At the end of one turn of the loop others come to their right. */
    private static final int MOST_AT_ONCE = 256;

    private static final int MOST_WAIT_MILLIS = 200;

    private final Check check;
    private final Selector selector;
    private final Map<Integer, DatagramChannel> links = new HashMap<>();
    private final Map<Session, DatagramChannel> connected = new HashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final List<Place> places = new ArrayList<>();
    private volatile boolean stopped;

    /** Whose packets come by a channel. */
    private record Way(Place place, @Nullable Session session) {}

    /**
     * Opens the sockets.
     *
     * @param places with ports; 0 is one that is free
     * @throws IOException that says which address cannot be used
     */
    public Exchange(Check check, List<Place> places) throws IOException {
        this.check = check;
        this.selector = Selector.open();
        try {
            for (var place : places) {
                open(place);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void open(Place place) throws IOException {
        var channel = bound(place.address());
        channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true); // the other node may be on this machine
        links.put(place.link(), channel);
        var local = (InetSocketAddress) channel.getLocalAddress();
        var actual = new Place(place.link(), local, place.interfaceBytes());
        places.add(actual);
        register(channel, new Way(actual, null));
        try {
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, Groups.interfaceOf(local.getAddress()));
            register(Groups.join(local.getAddress()), new Way(actual, null));
        } catch (IOException _) {
            // without multicast, as on loopback of some systems: what is sent to the group does not arrive, and is told
            // so
        }
    }

    /** With their ports. */
    public List<Place> places() {
        return List.copyOf(places);
    }

    private static DatagramChannel bound(InetSocketAddress address) throws IOException {
        if (address.getPort() != 0 && !Places.isFree(address)) {
            throw new IOException("UDP port " + address.getPort() + " of "
                    + address.getAddress().getHostAddress() + " cannot be bound: another program has it (ss -ulpn shows"
                    + " it), or no interface has the address");
        }
        return shared(address);
    }

    /** A connected socket has the port of the one that is not. */
    private static DatagramChannel shared(InetSocketAddress address) throws IOException {
        var channel = DatagramChannel.open(
                address.getAddress() instanceof Inet4Address
                        ? StandardProtocolFamily.INET
                        : StandardProtocolFamily.INET6);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
            channel.setOption(ExtendedSocketOptions.IP_DONTFRAGMENT, true);
            channel.bind(address);
            channel.configureBlocking(false);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void register(DatagramChannel channel, Way way) throws IOException {
        channel.register(selector, SelectionKey.OP_READ, way);
    }

    /** Until all sessions are over, or whoever calls has heard enough. */
    public void run(BooleanSupplier goOn) throws IOException {
        while (!stopped && goOn.getAsBoolean()) {
            check.tick(System.nanoTime(), this);
            var due = check.dueNanos();
            long waitNanos = due.isEmpty()
                    ? TimeUnit.MILLISECONDS.toNanos(MOST_WAIT_MILLIS)
                    : due.getAsLong() - System.nanoTime();
            if (waitNanos <= 0) {
                selector.selectNow();
            } else {
                selector.select(Math.clamp(TimeUnit.NANOSECONDS.toMillis(waitNanos), 1, MOST_WAIT_MILLIS));
            }
            for (var key : selector.selectedKeys()) {
                receive((DatagramChannel) key.channel(), (Way) key.attachment());
            }
            selector.selectedKeys().clear();
        }
    }

    /** Whether a session is under way. */
    public boolean isBusy() {
        return check.dueNanos().isPresent();
    }

    private void receive(DatagramChannel channel, Way way) throws IOException {
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            buffer.clear();
            try {
                var source = (InetSocketAddress) channel.receive(buffer);
                if (source == null) {
                    return;
                }
                check.received(way.place(), buffer.flip(), source, System.nanoTime());
            } catch (PortUnreachableException _) {
                unreachable(way.session());
            } catch (IOException e) {
                if (!channel.isOpen()) {
                    throw e;
                }
                failed(way.session(), 0, e);
            }
        }
    }

    private static void unreachable(@Nullable Session session) {
        if (session != null) {
            session.unreachable();
        }
    }

    private static void failed(@Nullable Session session, int bytes, IOException e) {
        if (session == null) {
            return;
        }
        var reason = String.valueOf(e.getMessage());
        if (reason.toLowerCase(Locale.ROOT).contains("too long")) {
            session.tooLong(bytes);
        } else if (reason.toLowerCase(Locale.ROOT).contains("refused")) {
            session.unreachable();
        } else {
            session.refused(reason);
        }
    }

    @Override
    public void send(Session session, byte[] packet) {
        try {
            connected(session).write(ByteBuffer.wrap(packet));
        } catch (PortUnreachableException _) {
            session.unreachable();
        } catch (IOException e) {
            failed(session, packet.length, e);
        }
    }

    private DatagramChannel connected(Session session) throws IOException {
        var known = connected.get(session);
        if (known != null) {
            return known;
        }
        var place = places.stream()
                .filter(candidate -> candidate.link() == session.link())
                .findFirst()
                .orElseThrow(() -> new IOException("there is no link " + session.link()));
        var channel = shared(place.address());
        try {
            channel.connect(session.target());
            register(channel, new Way(place, session));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        connected.put(session, channel);
        return channel;
    }

    @Override
    public void sendToGroup(Session session, byte[] packet) {
        var channel = links.get(session.link());
        try {
            if (channel != null) {
                var local = ((InetSocketAddress) channel.getLocalAddress()).getAddress();
                channel.send(ByteBuffer.wrap(packet), Groups.of(local));
            }
        } catch (IOException _) {
            // counts as sent and does not arrive, which is what is told
        }
    }

    /** From any thread: {@link #run} returns soon. */
    public void stop() {
        stopped = true;
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
