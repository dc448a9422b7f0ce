package org.quorate.integration.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running node makes of bad input. A datagram can be lost, so as many are sent as it takes. */
class RunningNodeTest {
    private static final String ADDRESS = "127.91.5.1";
    private static final String OTHER = "127.91.5.2";
    private static final String STRANGER = "127.91.5.9";
    private static final int PACKETS = 200;

    @TempDir
    Path folder;

    @Test
    void garbageOfAMemberIsCountedAndNothingElseHappens() throws Exception {
        try (var node = start()) {
            var ring = node.shell("node:state").output();
            var random = new Random(1);
            Await.until("enough are counted", () -> {
                try (var socket = socket(OTHER)) {
                    for (int i = 0; i < PACKETS; i++) {
                        var garbage = new byte[1 + random.nextInt(2000)];
                        random.nextBytes(garbage);
                        send(socket, garbage);
                        send(socket, truncated(random.nextInt(20)));
                        send(socket, new byte[65507]);
                        send(socket, new byte[0]);
                    }
                }
                return node.counter("rx_msg_dropped_garbage") >= 3 * PACKETS
                        && node.counter("rx_msg_dropped_size") >= PACKETS;
            });
            assertThat(node.shell("node:state").output()).isEqualTo(ring);
            assertThat(node.counter("gather_entered")).isOne();
            assertThat(node.output()).isEmpty();
        }
    }

    @Test
    void packetsOfAnotherClusterAreCountedAndNothingElseHappens() throws Exception {
        try (var node = start()) {
            var ring = node.shell("node:state").output();
            Await.until("enough are counted", () -> {
                try (var socket = socket(STRANGER)) {
                    for (int i = 0; i < PACKETS; i++) {
                        send(socket, join(7));
                    }
                }
                return node.counter("rx_msg_dropped_unlisted") >= PACKETS;
            });
            assertThat(node.shell("node:state").output()).isEqualTo(ring);
            assertThat(node.counter("gather_entered")).isOne();
        }
    }

    @Test
    void aHomeInUseIsNamedWithTheProcessThatUsesIt() throws Exception {
        try (var node = start()) {
            var result = node.program()
                    .run(
                            "node",
                            "--home",
                            node.home().toString(),
                            "--config",
                            node.config().toString(),
                            "--name",
                            "n1");
            var pid = Files.readString(node.home().resolve("run/quorate.pid")).strip();
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.output()).hasLineCount(1).contains("in use by process " + pid);
        }
    }

    @Test
    void aTransportThatNobodyHasIsNamedWithThoseThatThereAre() throws Exception {
        try (var node = start()) {
            var ring = "org.quorate.group";
            node.shell("bundle:stop org.quorate.transport.udpu; bundle:stop " + ring + "; bundle:start " + ring);
            Await.until(
                    "it says so",
                    () -> node.output().contains("there is no transport udpu,")
                            && node.output().contains("[knet, udp]"));
        }
    }

    @Test
    void aConfigurationIsReadAgainIfAllOfItIsGood() throws Exception {
        try (var node = start()) {
            var configuration = Files.readString(node.config());
            Files.writeString(node.config(), configuration.replace("nodeid: 1", "nodeid: 1\nquorum_votes: 7"));
            assertThat(node.shell("config:reload").exitCode()).isZero();
            Await.until(
                    "the votes are counted",
                    () -> node.shell("quorum:status").output().matches("(?s).*Total votes:\\s+7\\n.*"));

            Files.writeString(
                    node.config(),
                    configuration.replace("version: 2", "version: 3").replace("nodeid: 1", "nodeid: x"));
            var refused = node.shell("config:reload");
            assertThat(refused.exitCode()).isOne();
            assertThat(refused.output())
                    .contains("totem.version", "nodelist.node.nodeid", "nothing of it is used")
                    .doesNotContain("Exception");
            assertThat(node.shell("quorum:status").output()).containsPattern("Total votes:\\s+7\\n");
        }
    }

    private LoneNode start() throws IOException {
        return LoneNode.start(folder, LoneNode.configuration("udpu", ADDRESS, OTHER))
                .awaitRing();
    }

    private static DatagramSocket socket(String from) throws IOException {
        return new DatagramSocket(new InetSocketAddress(InetAddress.getByName(from), 0));
    }

    private static void send(DatagramSocket socket, byte[] bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName(ADDRESS), 5405));
    }

    /** A join of that node, which is alone. */
    private static byte[] join(int node) {
        return ByteBuffer.allocate(37)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0xC070)
                .put((byte) 3)
                .put((byte) 3)
                .put((byte) 0)
                .putInt(node)
                .putInt(0)
                .putInt(node)
                .putInt(1)
                .putInt(0)
                .putLong(1000)
                .putInt(node)
                .array();
    }

    private static byte[] truncated(int missing) {
        var whole = join(7);
        var part = new byte[whole.length - 1 - missing];
        System.arraycopy(whole, 0, part, 0, part.length);
        return part;
    }
}
