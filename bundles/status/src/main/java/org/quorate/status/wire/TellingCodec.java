package org.quorate.status.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.quorate.status.log.LogEntry;
import org.quorate.status.log.MalformedLogException;

/**
 * The body of a {@link Frame.Normal}.
 * <pre>
 * subtype 1: | key, NUL, up to 256 bytes | value |
 * subtype 3: | an entry of the cluster log       |
 * </pre>
 */
public final class TellingCodec {
    /** Largest value. */
    public static final int MAX_VALUE_BYTES = 32 * 1024;

    private static final int VALUE = 1;
    private static final int HAPPENED = 3;
    private static final int KEY_BYTES = 256;

    private TellingCodec() {}

    /**
     * A whole message.
     *
     * @param timeSeconds of this node
     * @param count of this node's messages
     */
    public static Frame.Normal encode(Telling telling, int timeSeconds, long count) {
        return switch (telling) {
            case Telling.Happened(var entry) -> new Frame.Normal(HAPPENED, timeSeconds, count, entry.bytes());
            case Telling.Value(var key, var value) -> {
                var body = ByteBuffer.allocate(KEY_BYTES + value.length).order(ByteOrder.LITTLE_ENDIAN);
                body.put(key.getBytes(StandardCharsets.UTF_8)).put(KEY_BYTES, value);
                yield new Frame.Normal(VALUE, timeSeconds, count, body.clear());
            }
        };
    }

    /** What a node tells. Nothing of the frame's memory is kept. */
    public static Telling decode(Frame.Normal frame) throws MalformedException {
        return switch (frame.subtype()) {
            case VALUE -> value(frame.body().slice());
            case HAPPENED -> {
                try {
                    yield new Telling.Happened(LogEntry.decode(frame.body()));
                } catch (MalformedLogException e) {
                    throw new MalformedException(String.valueOf(e.getMessage()));
                }
            }
            default -> throw new MalformedException("message of unknown kind " + frame.subtype());
        };
    }

    private static Telling value(ByteBuffer in) throws MalformedException {
        if (in.remaining() < KEY_BYTES || in.remaining() > KEY_BYTES + MAX_VALUE_BYTES) {
            throw new MalformedException("value of " + in.remaining() + " bytes");
        }
        var key = new byte[KEY_BYTES];
        in.get(key);
        int length = 0;
        while (length < KEY_BYTES && key[length] != 0) {
            length++;
        }
        if (length == 0 || length == KEY_BYTES) {
            throw new MalformedException("value with a key of " + length + " bytes");
        }
        var value = new byte[in.remaining()];
        in.get(value);
        return new Telling.Value(new String(key, 0, length, StandardCharsets.UTF_8), value);
    }
}
