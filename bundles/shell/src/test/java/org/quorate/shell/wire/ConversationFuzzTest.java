package org.quorate.shell.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations of real clients, spoiled: frame by frame they are read or refused. */
class ConversationFuzzTest {
    private static final int CONVERSATIONS = Boolean.getBoolean("quorate.long") ? 100_000 : 1000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whateverAClientSendsIsReadOrRefused(long seed) throws IOException {
        var random = new Random(seed);
        int understood = 0;
        for (int i = 0; i < CONVERSATIONS; i++) {
            var bytes = spoiled(conversation(random), random);
            try (var channel = new FrameChannel(new Bytes(bytes))) {
                var first = channel.read();
                if (first.isEmpty()) {
                    continue;
                }
                var hello = Hello.of(first.get());
                assertThat(hello.command().length() + hello.term().length()).isLessThanOrEqualTo(bytes.length);
                understood++;
                int read = 0;
                for (var frame = channel.read(); frame.isPresent(); frame = channel.read()) {
                    read += frame.get().payload().length;
                }
                assertThat(read).isLessThan(bytes.length);
            } catch (MalformedFrameException e) {
                assertThat(e.getMessage()).doesNotContain("\n");
            }
        }
        assertThat(understood).isGreaterThan(CONVERSATIONS / 4);
    }

    private static byte[] conversation(Random random) throws IOException {
        var out = new Bytes(new byte[0]);
        try (var channel = new FrameChannel(out)) {
            channel.write(
                    random.nextBoolean()
                            ? Hello.command("quorum:status | grep Quorate").frame()
                            : new Hello(true, "xterm-256color", 132, 50, "").frame());
            channel.write(Frame.window(80, 24));
            for (int frames = random.nextInt(4); frames > 0; frames--) {
                channel.write(new Frame(
                        FrameType.STDIN, "help\n".repeat(random.nextInt(3)).getBytes(UTF_8)));
            }
        }
        return out.written.toByteArray();
    }

    private static byte[] spoiled(byte[] bytes, Random random) {
        for (int edits = random.nextInt(4); edits > 0; edits--) {
            int at = random.nextInt(bytes.length);
            if (random.nextInt(4) == 0 && at + Integer.BYTES <= bytes.length) {
                ByteBuffer.wrap(bytes).putInt(at, random.nextInt());
            } else {
                bytes[at] = (byte) random.nextInt(256);
            }
        }
        return random.nextInt(5) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 20)) : bytes;
    }

    /** Reads what is there, in small pieces; keeps what is written. */
    private static final class Bytes implements ByteChannel {
        final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private final ByteBuffer in;

        Bytes(byte[] bytes) {
            in = ByteBuffer.wrap(bytes);
        }

        @Override
        public int read(ByteBuffer out) {
            if (!in.hasRemaining()) {
                return -1;
            }
            int length = Math.min(7, Math.min(in.remaining(), out.remaining()));
            out.put(in.slice(in.position(), length));
            in.position(in.position() + length);
            return length;
        }

        @Override
        public int write(ByteBuffer bytes) {
            int length = bytes.remaining();
            while (bytes.hasRemaining()) {
                written.write(bytes.get());
            }
            return length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
