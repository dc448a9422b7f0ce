package org.quorate.quorum.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.quorum.votes.NodeFlag;
import org.quorate.quorum.votes.VoteMessage;
import org.quorate.quorum.votes.VoteMessage.DeviceRegistration;
import org.quorate.quorum.votes.VoteMessage.DeviceRenamed;
import org.quorate.quorum.votes.VoteMessage.NodeInfo;
import org.quorate.quorum.votes.VoteMessage.Parameter;
import org.quorate.quorum.votes.VoteMessage.Reconfigure;
import org.quorate.quorum.votes.VoteRules;

class VoteCodecTest {
    private static final int HEADER_BYTES = 16;

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer captured(String name) throws IOException {
        try (var in = Objects.requireNonNull(VoteCodecTest.class.getResourceAsStream("/messages/" + name))) {
            return bytes(new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", ""));
        }
    }

    private static VoteMessage decode(int function, ByteBuffer message) throws MalformedMessageException {
        return VoteCodec.decode(function, message).orElseThrow();
    }

    /** The message with a header, as it is delivered. */
    private static ByteBuffer encode(VoteMessage message) {
        var encoded = VoteCodec.encode(message);
        int size = HEADER_BYTES + encoded.body().remaining();
        return ByteBuffer.allocate(size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(5 << 16 | encoded.function())
                .putInt(0)
                .putInt(size)
                .putInt(0)
                .put(encoded.body().duplicate())
                .flip();
    }

    /** Node infos of corosync 3.1.7 out of packet captures. */
    @ParameterizedTest
    @CsvSource({
        "0000050000000000200000000000000001000000010000000300000008000000, 1, 1, 3, FIRST",
        "0000050000000000200000000000000002000000010000000300000000000000, 2, 1, 3, ''",
        "0000050000000000200000000000000003000000010000000300000001000000, 3, 1, 3, QUORATE",
        "000005000000000020000000000000000100000001000000030000000c000000, 1, 1, 3, WAITING_FOR_ALL FIRST",
        "0000050000000000200000000000000002000000030000000500000001000000, 2, 3, 5, QUORATE",
        "0000050000000000200000000000000004000000010000000500000030000000, 4, 1, 5, DEVICE_REGISTERED DEVICE_ALIVE",
        "00000500000000002000000000000000010000000100000005000000f1000000, 1, 1, 5, "
                + "QUORATE DEVICE_REGISTERED DEVICE_ALIVE DEVICE_CASTS_VOTE MASTER_WINS",
        "0000050000000000200000000000000000000000000000000000000000000000, 0, 0, 0, ''",
        "0000050000000000200000000000000000000000010000000000000000000000, 0, 1, 0, ''"
    })
    void nodeInfosOfCorosyncComeBackAsTheyWere(String hex, int node, int votes, int expected, String flags)
            throws MalformedMessageException {
        var set = EnumSet.noneOf(NodeFlag.class);
        Arrays.stream(flags.split(" "))
                .filter(flag -> !flag.isEmpty())
                .forEach(flag -> set.add(NodeFlag.valueOf(flag)));
        var message = new NodeInfo(node, votes, expected, set);
        assertThat(decode(0, bytes(hex))).isEqualTo(message);
        assertThat(encode(message)).isEqualTo(bytes(hex));
    }

    /** What {@code corosync-quorumtool -e 2}, {@code -v 2 -n 1} and {@code quorum.cancel_wait_for_all} sent. */
    @ParameterizedTest
    @CsvSource({
        "01000500657f00002000000002000000010000000200000001000000fd7f0000, 1, 2, EXPECTED_VOTES",
        "0100050000000000200000008055000001000000020000000200000002000000, 1, 2, NODE_VOTES",
        "0100050000000000200000008055000002000000000000000300000080550000, 2, 0, CANCEL_WAIT_FOR_ALL"
    })
    void reconfigurationsOfCorosyncAreUnderstoodWhateverIsInTheirGaps(
            String hex, int node, int value, Parameter parameter) throws MalformedMessageException {
        var message = new Reconfigure(node, value, parameter);
        assertThat(decode(1, bytes(hex))).isEqualTo(message);
        assertThat(encode(message)).isEqualTo(withoutGarbage(bytes(hex), 25, 32));
    }

    /** What corosync 3.1.7 sent when a device was registered, and when it was given another name. */
    @Test
    void deviceMessagesOfCorosyncAreUnderstoodWhateverIsInTheirGaps() throws Exception {
        var registered = captured("qdevice_reg.hex");
        var renamed = captured("qdevice_reconfigure.hex");
        assertThat(decode(2, registered)).isEqualTo(new DeviceRegistration(true, "Qdevice"));
        assertThat(decode(3, renamed)).isEqualTo(new DeviceRenamed("Qdevice", "Other"));
        assertThat(encode(decode(2, registered))).isEqualTo(withoutGarbage(registered, 27, 280));
        assertThat(encode(decode(3, renamed))).isEqualTo(withoutGarbage(renamed, 23, 271, 276, 528));
    }

    /** The gaps of the header are cleared, and those from and to these places. */
    private static ByteBuffer withoutGarbage(ByteBuffer message, int... gaps) {
        var clean = ByteBuffer.wrap(message.array().clone()).order(ByteOrder.LITTLE_ENDIAN);
        clean.putInt(4, 0).putInt(12, 0);
        for (int i = 0; i < gaps.length; i += 2) {
            Arrays.fill(clean.array(), gaps[i], gaps[i + 1], (byte) 0);
        }
        return clean;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsEncodedComesBack(long seed) throws MalformedMessageException {
        var random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            var message = message(random);
            var bytes = encode(message);
            assertThat(bytes.getInt(8)).isEqualTo(bytes.remaining());
            assertThat(bytes.remaining()).isIn(32, 280, 528);
            assertThat(decode(bytes.getInt(0) & 0xFFFF, bytes)).isEqualTo(message);
        }
    }

    private static VoteMessage message(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> {
                var flags = EnumSet.allOf(NodeFlag.class);
                flags.removeIf(_ -> random.nextBoolean());
                yield new NodeInfo(
                        random.nextInt(),
                        random.nextInt(VoteRules.MAX_VOTES + 1),
                        random.nextInt(VoteRules.MAX_EXPECTED_VOTES + 1),
                        flags);
            }
            case 1 -> {
                var parameters = Parameter.values();
                yield new Reconfigure(
                        random.nextInt(),
                        random.nextInt(VoteRules.MAX_VOTES + 1),
                        parameters[random.nextInt(parameters.length)]);
            }
            case 2 -> new DeviceRegistration(random.nextBoolean(), name(random));
            default -> new DeviceRenamed(name(random), name(random));
        };
    }

    private static String name(Random random) {
        var name = new byte[1 + random.nextInt(255)];
        for (int i = 0; i < name.length; i++) {
            name[i] = (byte) (1 + random.nextInt(255));
        }
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void mutatedMessagesAreMessagesOrMalformedAndNothingElse(long seed) {
        var random = new Random(seed);
        int malformed = 0;
        for (int i = 0; i < 5000; i++) {
            var bytes = encode(message(random));
            for (int n = random.nextInt(4); n > 0; n--) {
                bytes.put(HEADER_BYTES + random.nextInt(bytes.limit() - HEADER_BYTES), (byte) random.nextInt());
            }
            bytes.limit(
                    random.nextInt(5) == 0
                            ? HEADER_BYTES + random.nextInt(bytes.limit() - HEADER_BYTES)
                            : bytes.limit());
            try {
                var decoded = VoteCodec.decode(random.nextInt(6), bytes);
                decoded.ifPresent(message -> assertThat(encode(message)).isNotNull());
            } catch (MalformedMessageException e) {
                malformed++;
            }
        }
        assertThat(malformed).isBetween(500, 4500);
    }

    @Test
    void aFunctionOfALaterVersionIsIgnored() throws MalformedMessageException {
        assertThat(VoteCodec.decode(4, ByteBuffer.allocate(HEADER_BYTES))).isEmpty();
    }

    @Test
    void aFlagOfALaterVersionIsIgnored() throws MalformedMessageException {
        var message = encode(new NodeInfo(1, 1, 3, Set.of(NodeFlag.QUORATE)));
        message.putInt(28, 1 | 256 | 1 << 31);
        assertThat(decode(0, message)).isEqualTo(new NodeInfo(1, 1, 3, Set.of(NodeFlag.QUORATE)));
    }

    @Test
    void moreVotesThanAnyClusterHasAreMalformed() {
        for (int votes : List.of(VoteRules.MAX_VOTES + 1, Integer.MAX_VALUE, -1)) {
            var message = encode(new NodeInfo(1, 1, 3, Set.of()));
            message.putInt(20, votes);
            assertThatThrownBy(() -> VoteCodec.decode(0, message))
                    .isInstanceOf(MalformedMessageException.class)
                    .hasMessageContaining(Integer.toUnsignedString(votes));
        }
    }
}
