package org.quorate.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatagramPortTest {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int STEPS = 1200;
    private static final DatagramOptions PLAIN = new DatagramOptions(4 << 20, false, false);
    private static final DatagramOptions WHOLE = new DatagramOptions(4 << 20, true, true);

    private final DatagramLoop loop = new DatagramLoop();
    private final Received first = new Received();
    private final Received second = new Received();
    private final String network = "127." + ThreadLocalRandom.current().nextInt(1, 255) + "."
            + ThreadLocalRandom.current().nextInt(255) + ".";

    private static final class Received implements DatagramListener {
        final List<byte[]> datagrams = new ArrayList<>();
        final List<InetSocketAddress> senders = new ArrayList<>();
        final List<InetSocketAddress> tooLong = new ArrayList<>();
        final List<InetSocketAddress> refused = new ArrayList<>();
        int mtuBytes;

        @Override
        public void received(InetSocketAddress from, ByteBuffer datagram) {
            var bytes = new byte[datagram.remaining()];
            datagram.get(bytes);
            datagrams.add(bytes);
            senders.add(from);
        }

        @Override
        public void tooLong(InetSocketAddress to, int mtuBytes) {
            tooLong.add(to);
            this.mtuBytes = mtuBytes;
        }

        @Override
        public void refused(InetSocketAddress to) {
            refused.add(to);
        }
    }

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void datagramsInARowComeOneByOne() throws IOException {
        var one = port(1, PLAIN, first);
        var two = port(2, PLAIN, second);
        one.send(ByteBuffer.wrap(new byte[] {1, 1, 1, 2, 2, 2, 3}), 3, List.of(two.address()));
        awaitDatagrams(second, 3);
        assertThat(second.datagrams).containsExactly(new byte[] {1, 1, 1}, new byte[] {2, 2, 2}, new byte[] {3});
        assertThat(second.senders).containsOnly(one.address());
    }

    @Test
    void noDatagramIsJoinedWithAnotherWhateverTheirLengths() throws IOException {
        var random = new SplittableRandom(7);
        var one = port(1, PLAIN, first);
        var two = port(2, PLAIN, second);
        var three = port(3, PLAIN, first);
        var sent = new ArrayList<byte[]>();
        for (int round = 0; round < 40; round++) {
            for (int i = random.nextInt(30); i >= 0; i--) {
                var datagram = new byte[random.nextBoolean() ? 100 : random.nextInt(1, 3000)];
                random.nextBytes(datagram);
                sent.add(datagram);
                one.send(
                        ByteBuffer.wrap(datagram),
                        random.nextInt(4) == 0 ? List.of(two.address(), three.address()) : List.of(two.address()));
            }
            awaitDatagrams(second, sent.size());
        }
        assertThat(second.datagrams).containsExactlyElementsOf(sent);
    }

    @Test
    void moreThanTheKernelCutsAtOnceIsSentInSeveralCalls() throws IOException {
        var one = port(1, PLAIN, first);
        var two = port(2, PLAIN, second);
        var bytes = new byte[500 * 300 + 7];
        ThreadLocalRandom.current().nextBytes(bytes);
        one.send(ByteBuffer.wrap(bytes), 500, List.of(two.address()));
        awaitDatagrams(second, 301);
        var joined = ByteBuffer.allocate(bytes.length);
        second.datagrams.forEach(joined::put);
        assertThat(joined.array()).isEqualTo(bytes);
    }

    @Test
    void aPlainSocketReceivesThemOneByOneToo() throws IOException {
        var one = port(1, PLAIN, first);
        try (var plain = new DatagramSocket(new InetSocketAddress(network + 9, 0))) {
            plain.setSoTimeout(60_000);
            one.send(ByteBuffer.wrap(new byte[250]), 100, List.of((InetSocketAddress) plain.getLocalSocketAddress()));
            loop.flush();
            loop.receive(0);
            var packet = new DatagramPacket(new byte[1000], 1000);
            for (int expected : new int[] {100, 100, 50}) {
                plain.receive(packet);
                assertThat(packet.getLength()).isEqualTo(expected);
            }
        }
    }

    @Test
    void whatIsLongerThanTheWayTakesIsTold() throws IOException {
        var one = port(1, WHOLE, first);
        var two = port(2, WHOLE, second);
        one.send(ByteBuffer.wrap(new byte[65_530]), List.of(two.address()));
        one.send(ByteBuffer.wrap(new byte[] {1}), List.of(two.address()));
        awaitDatagrams(second, 1);
        assertThat(first.tooLong).containsExactly(two.address());
        assertThat(first.mtuBytes).as("of the loopback interface").isEqualTo(65_536);
        assertThat(second.datagrams).containsExactly(new byte[] {1});
    }

    /** The kernel lets the next call fail after each such answer, whomever that one is for. */
    @Test
    void thatNobodyListensIsToldAndWhatIsSentToOthersArrives() throws IOException {
        var one = port(1, WHOLE, first);
        var two = port(2, WHOLE, second);
        InetSocketAddress nobody;
        try (var gone = new DatagramSocket(new InetSocketAddress(network + 9, 0))) {
            nobody = (InetSocketAddress) gone.getLocalSocketAddress();
        }
        for (byte i = 0; i < 100; i++) {
            one.send(ByteBuffer.wrap(new byte[] {i}), List.of(nobody, two.address()));
            one.send(ByteBuffer.wrap(new byte[1 + i % 2]), List.of(two.address()));
        }
        awaitDatagrams(second, 200);
        assertThat(first.refused).hasSizeGreaterThan(50).containsOnly(nobody);
        assertThat(second.refused).isEmpty();
    }

    @Test
    void whoDoesNotSendWholeDatagramsIsToldNothing() throws IOException {
        var one = port(1, PLAIN, first);
        var two = port(2, PLAIN, second);
        one.send(
                ByteBuffer.wrap(new byte[] {1}),
                List.of(new InetSocketAddress(address(9), two.address().getPort())));
        one.send(ByteBuffer.wrap(new byte[] {2}), List.of(two.address()));
        awaitDatagrams(second, 1);
        assertThat(first.refused).isEmpty();
    }

    @Test
    void anEmptyDatagramIsHandedOnAndTheThreadGoesOn() throws IOException {
        var one = port(1, PLAIN, first);
        try (var plain = new DatagramSocket(new InetSocketAddress(network + 9, 0))) {
            plain.send(new DatagramPacket(new byte[0], 0, one.address()));
            plain.send(new DatagramPacket(new byte[] {5}, 1, one.address()));
        }
        awaitDatagrams(first, 2);
        assertThat(first.datagrams).containsExactly(new byte[0], new byte[] {5});
    }

    @Test
    void anAddressInUseIsRefusedAndAClosedPortLeavesIt() throws IOException {
        var one = port(1, PLAIN, first);
        assertThatThrownBy(() -> loop.bind(one.address(), PLAIN, second))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use");
        loop.close(one);
        assertThat(loop.bind(one.address(), PLAIN, second).address()).isEqualTo(one.address());
    }

    @Test
    void loopsOfOneOwnerHearTheSameAtOneAddressUntilOneIsClosed() throws IOException {
        try (var before = new DatagramLoop(network);
                var after = new DatagramLoop(network)) {
            var old = before.bind(new InetSocketAddress(address(1), 0), WHOLE, first);
            var taking = after.bind(old.address(), PLAIN, second);
            try (var plain = new DatagramSocket(new InetSocketAddress(network + 9, 0))) {
                plain.send(new DatagramPacket(new byte[] {1}, 1, old.address()));
                for (int i = 0; i < STEPS && second.datagrams.isEmpty(); i++) {
                    after.receive(STEP_NANOS);
                }
                assertThat(first.datagrams).containsExactly(new byte[] {1});
                before.close(old);
                plain.send(new DatagramPacket(new byte[] {2}, 1, taking.address()));
                for (int i = 0; i < STEPS && second.datagrams.size() < 2; i++) {
                    after.receive(STEP_NANOS);
                }
            }
            assertThat(first.datagrams).hasSize(1);
            assertThat(second.datagrams).containsExactly(new byte[] {1}, new byte[] {2});
        }
    }

    @Test
    void anAddressOfAnotherOwnerIsRefused() throws IOException {
        var one = port(1, PLAIN, first);
        try (var other = new DatagramLoop(network)) {
            assertThatThrownBy(() -> other.bind(one.address(), PLAIN, second))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void aWakeupEndsTheNextWait() {
        loop.wakeup();
        loop.receive(TimeUnit.MINUTES.toNanos(10));
        assertThat(first.datagrams).isEmpty();
    }

    @Test
    void whatIsSentToAGroupComesOnceToEachWhoJoinedIt() throws IOException {
        var one = port(1, PLAIN, first);
        one.reachGroups(1);
        var group = new InetSocketAddress("239.192.7.7", one.address().getPort());
        loop.join(group, address(2), PLAIN, first);
        loop.join(group, address(3), PLAIN, second);
        for (int i = 0; i < 3; i++) {
            one.send(ByteBuffer.wrap(new byte[] {1, 1, 2, 2, (byte) i}), 2, List.of(group));
        }
        awaitDatagrams(first, 9);
        awaitDatagrams(second, 9);
        assertThat(first.datagrams.getLast()).containsExactly(2);
        assertThat(first.senders).containsOnly(one.address());
    }

    @Test
    void aGroupThatNoInterfaceCanHearIsRefused() {
        var group = new InetSocketAddress("239.192.7.8", 0);
        assertThatThrownBy(() -> loop.join(group, InetAddress.ofLiteral("192.0.2.255"), PLAIN, first))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("192.0.2.255");
    }

    @Test
    void aLastPortIsHandedOnAfterAllThatTheOthersReceived() throws IOException {
        var last = port(1, PLAIN.asLast(), first);
        var other = port(2, PLAIN, first);
        try (var plain = new DatagramSocket(new InetSocketAddress(network + 9, 0))) {
            plain.send(new DatagramPacket(new byte[] {9}, 1, last.address()));
            for (byte i = 0; i < 100; i++) { // of two lengths, so that the kernel does not join them
                plain.send(new DatagramPacket(new byte[] {i, 0, 0}, 1 + 2 * (i % 2), other.address()));
            }
        }
        awaitDatagrams(first, 101);
        assertThat(first.datagrams.getLast()).containsExactly(9);
    }

    private InetAddress address(int host) throws IOException {
        return InetAddress.getByName(network + host);
    }

    private DatagramPort port(int host, DatagramOptions options, DatagramListener listener) throws IOException {
        return loop.bind(new InetSocketAddress(InetAddress.getByName(network + host), 0), options, listener);
    }

    private void awaitDatagrams(Received received, int count) {
        loop.flush();
        for (int i = 0; i < STEPS && received.datagrams.size() < count; i++) {
            loop.receive(STEP_NANOS);
        }
        assertThat(received.datagrams).hasSize(count);
    }
}
