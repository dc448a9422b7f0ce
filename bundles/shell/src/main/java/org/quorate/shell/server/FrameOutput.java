package org.quorate.shell.server;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.quorate.shell.wire.FrameChannel;
import org.quorate.shell.wire.FrameType;

/** Output as frames of one type. Closing it leaves the channel open. */
final class FrameOutput extends OutputStream {
    private static final int MAX_CHUNK_BYTES = 64 * 1024;
    private static final int BUFFER_BYTES = 8 * 1024;

    private final FrameChannel channel;
    private final FrameType type;

    private FrameOutput(FrameChannel channel, FrameType type) {
        this.channel = channel;
        this.type = type;
    }

    /** Collects small writes until it is flushed. */
    static OutputStream buffered(FrameChannel channel, FrameType type) {
        return new BufferedOutputStream(new FrameOutput(channel, type), BUFFER_BYTES);
    }

    /** Flushes after each line and each array. */
    static PrintStream printer(FrameChannel channel, FrameType type) {
        return new PrintStream(buffered(channel, type), true, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        for (int done = 0; done < length; done += MAX_CHUNK_BYTES) {
            channel.write(type, bytes, offset + done, Math.min(MAX_CHUNK_BYTES, length - done));
        }
    }
}
