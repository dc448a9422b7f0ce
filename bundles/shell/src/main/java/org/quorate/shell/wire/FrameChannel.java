package org.quorate.shell.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ByteChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Frames over a blocking channel. One thread reads; several may write, a frame is never torn. */
public final class FrameChannel implements AutoCloseable {
    private final ByteChannel channel;
    private final Object writing = new Object();

    /** Over an open channel, which is closed with this one. */
    public FrameChannel(ByteChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for the next frame; empty at the end of the conversation.
     *
     * @throws MalformedFrameException if the bytes are not of this protocol
     */
    public Optional<Frame> read() throws IOException {
        ByteBuffer header = fill(Frame.HEADER_BYTES);
        if (header == null) {
            return Optional.empty();
        }
        int code = Byte.toUnsignedInt(header.get());
        int length = header.getInt();
        if (length < 0 || length > Frame.MAX_PAYLOAD_BYTES) {
            throw new MalformedFrameException("length of a frame: " + Integer.toUnsignedString(length));
        }
        FrameType type = FrameType.of(code).orElseThrow(() -> new MalformedFrameException("type of a frame: " + code));
        ByteBuffer payload = fill(length);
        if (payload == null) {
            throw new MalformedFrameException("the conversation ended within a frame");
        }
        return Optional.of(new Frame(type, payload.array()));
    }

    /** Sends a frame; waits while the other side does not read. */
    public void write(Frame frame) throws IOException {
        write(frame.type(), frame.payload(), 0, frame.payload().length);
    }

    /** Sends a frame with a part of an array. */
    public void write(FrameType type, byte[] payload, int offset, int length) throws IOException {
        ByteBuffer whole = Frame.buffer(Frame.HEADER_BYTES + length)
                .put((byte) type.code())
                .putInt(length)
                .put(payload, offset, length)
                .flip();
        synchronized (writing) {
            while (whole.hasRemaining()) {
                channel.write(whole);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Null if the channel ends before the first byte. */
    private @Nullable ByteBuffer fill(int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                if (buffer.position() == 0) {
                    return null;
                }
                throw new MalformedFrameException("the conversation ended within a frame");
            }
        }
        return buffer.flip();
    }
}
