package org.quorate.quorum.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.quorate.quorum.votes.NodeFlag;
import org.quorate.quorum.votes.VoteMessage;
import org.quorate.quorum.votes.VoteMessage.DeviceRegistration;
import org.quorate.quorum.votes.VoteMessage.DeviceRenamed;
import org.quorate.quorum.votes.VoteMessage.NodeInfo;
import org.quorate.quorum.votes.VoteMessage.Parameter;
import org.quorate.quorum.votes.VoteMessage.Reconfigure;
import org.quorate.quorum.votes.VoteRules;

/**
 * The messages of service 5 on the wire, little endian, each behind the header of 16 bytes.
 *
 * <pre>
 * 0 nodeinfo            32 bytes | 16 node id, u32 | 20 votes, u32 | 24 expected votes, u32 | 28 flags, u32 |
 * 1 reconfigure         32 bytes | 16 node id, u32 | 20 value, u32 | 24 parameter, u8 | 7 unused |
 * 2 qdevice_reg        280 bytes | 16 operation, u32 | 20 name, 255 | 5 unused |
 * 3 qdevice_reconfigure 528 bytes | 16 old name, 255 | 271 new name, 255 | 2 unused |
 * </pre>
 *
 * <p>A name ends at its first zero byte. What is unused may hold anything when it comes, and is zero when it goes.
 */
public final class VoteCodec {
    /** A message ready for the ring. */
    public record Encoded(int function, ByteBuffer body) {}

    private static final int NODEINFO = 0;
    private static final int RECONFIGURE = 1;
    private static final int QDEVICE_REG = 2;
    private static final int QDEVICE_RECONFIGURE = 3;

    private static final int HEADER_BYTES = 16;
    private static final int NAME_BYTES = 255;
    private static final int NODEINFO_BYTES = 32;
    private static final int RECONFIGURE_BYTES = 32;
    private static final int QDEVICE_REG_BYTES = 280;
    private static final int QDEVICE_RECONFIGURE_BYTES = 528;

    private static final int UNREGISTER = 0;
    private static final int REGISTER = 1;

    /** One byte for each character, so that any name comes back as it was. */
    private static final Charset NAMES = StandardCharsets.ISO_8859_1;

    private VoteCodec() {}

    /** A message for the ring, without its header. */
    public static Encoded encode(VoteMessage message) {
        return switch (message) {
            case NodeInfo(int nodeId, int votes, int expected, var flags) -> {
                var body = body(NODEINFO_BYTES).putInt(nodeId).putInt(votes).putInt(expected);
                yield new Encoded(NODEINFO, body.putInt(bits(flags)).rewind());
            }
            case Reconfigure(int nodeId, int value, var parameter) -> {
                var body = body(RECONFIGURE_BYTES).putInt(nodeId).putInt(value);
                yield new Encoded(RECONFIGURE, body.put((byte) code(parameter)).rewind());
            }
            case DeviceRegistration(boolean registered, var name) -> {
                var body = body(QDEVICE_REG_BYTES).putInt(registered ? REGISTER : UNREGISTER);
                yield new Encoded(QDEVICE_REG, body.put(name(name)).rewind());
            }
            case DeviceRenamed(var from, var to) -> {
                var body = body(QDEVICE_RECONFIGURE_BYTES).put(name(from)).put(name(to));
                yield new Encoded(QDEVICE_RECONFIGURE, body.rewind());
            }
        };
    }

    /**
     * Reads a message.
     *
     * @param message with its header, little endian
     * @return empty for a function of a later version
     */
    public static Optional<VoteMessage> decode(int function, ByteBuffer message) throws MalformedMessageException {
        return switch (function) {
            case NODEINFO -> {
                check(message, NODEINFO_BYTES);
                yield Optional.of(new NodeInfo(
                        message.getInt(16),
                        number(message, 20, VoteRules.MAX_VOTES),
                        number(message, 24, VoteRules.MAX_EXPECTED_VOTES),
                        flags(message.getInt(28))));
            }
            case RECONFIGURE -> {
                check(message, RECONFIGURE_BYTES);
                var parameter = parameter(message.get(24));
                int bound = parameter == Parameter.NODE_VOTES ? VoteRules.MAX_VOTES : VoteRules.MAX_EXPECTED_VOTES;
                yield Optional.of(new Reconfigure(message.getInt(16), number(message, 20, bound), parameter));
            }
            case QDEVICE_REG -> {
                check(message, QDEVICE_REG_BYTES);
                int operation = number(message, 16, REGISTER);
                yield Optional.of(new DeviceRegistration(operation == REGISTER, name(message, 20)));
            }
            case QDEVICE_RECONFIGURE -> {
                check(message, QDEVICE_RECONFIGURE_BYTES);
                yield Optional.of(new DeviceRenamed(name(message, 16), name(message, 16 + NAME_BYTES)));
            }
            default -> Optional.empty();
        };
    }

    private static ByteBuffer body(int messageBytes) {
        return ByteBuffer.allocate(messageBytes - HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void check(ByteBuffer message, int least) throws MalformedMessageException {
        if (message.remaining() < least) {
            throw new MalformedMessageException(message.remaining() + " bytes, must be " + least);
        }
    }

    private static int number(ByteBuffer message, int at, int most) throws MalformedMessageException {
        int number = message.getInt(at);
        if (number < 0 || number > most) {
            throw new MalformedMessageException(
                    Integer.toUnsignedString(number) + " at " + at + ", must be at most " + most);
        }
        return number;
    }

    // ---- flags and parameters

    private static int bit(NodeFlag flag) {
        return switch (flag) {
            case QUORATE -> 1;
            case LEAVING -> 2;
            case WAITING_FOR_ALL -> 4;
            case FIRST -> 8;
            case DEVICE_REGISTERED -> 16;
            case DEVICE_ALIVE -> 32;
            case DEVICE_CASTS_VOTE -> 64;
            case MASTER_WINS -> 128;
        };
    }

    private static int bits(Set<NodeFlag> flags) {
        return flags.stream().mapToInt(VoteCodec::bit).reduce(0, (a, b) -> a | b);
    }

    /** Flags that are not known are of a later version. */
    private static Set<NodeFlag> flags(int bits) {
        var flags = EnumSet.allOf(NodeFlag.class);
        flags.removeIf(flag -> (bits & bit(flag)) == 0);
        return flags;
    }

    private static int code(Parameter parameter) {
        return switch (parameter) {
            case EXPECTED_VOTES -> 1;
            case NODE_VOTES -> 2;
            case CANCEL_WAIT_FOR_ALL -> 3;
        };
    }

    private static Parameter parameter(byte code) throws MalformedMessageException {
        return switch (code) {
            case 1 -> Parameter.EXPECTED_VOTES;
            case 2 -> Parameter.NODE_VOTES;
            case 3 -> Parameter.CANCEL_WAIT_FOR_ALL;
            default -> throw new MalformedMessageException("parameter " + code + ", must be 1, 2 or 3");
        };
    }

    // ---- names

    private static byte[] name(String name) {
        var bytes = name.getBytes(NAMES);
        assert bytes.length > 0 && bytes.length <= NAME_BYTES : "a device name has 1 to 255 bytes";
        return Arrays.copyOf(bytes, NAME_BYTES);
    }

    private static String name(ByteBuffer message, int at) throws MalformedMessageException {
        var bytes = new byte[NAME_BYTES];
        message.get(at, bytes);
        int length = 0;
        while (length < NAME_BYTES && bytes[length] != 0) {
            length++;
        }
        if (length == 0) {
            throw new MalformedMessageException("no name at " + at);
        }
        return new String(bytes, 0, length, NAMES);
    }
}
