package org.quorate.shell.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameChannelTest {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    @Test
    void aFrameComesBackAsItWasSent() throws IOException {
        var out = over(new byte[0]);
        out.write(new Frame(FrameType.STDOUT, "hello\n".getBytes(UTF_8)));
        out.write(Frame.exit(2));

        var in = over(sent.toByteArray());
        var first = in.read().orElseThrow();
        assertThat(first.type()).isEqualTo(FrameType.STDOUT);
        assertThat(first.payload()).asString(UTF_8).isEqualTo("hello\n");
        assertThat(in.read().orElseThrow().reader().getInt()).isEqualTo(2);
        assertThat(in.read()).isEmpty();
    }

    @Test
    void theBytesAreTypeThenLengthThenPayloadLittleEndian() throws IOException {
        over(new byte[0]).write(Frame.window(80, 24));
        assertThat(HexFormat.of().formatHex(sent.toByteArray())).isEqualTo("03" + "04000000" + "5000" + "1800");
    }

    @Test
    void aLengthBeyondTheBoundIsRefusedBeforeItIsAllocated() {
        assertThatThrownBy(() -> over(bytes("10" + "ffffff7f")).read())
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("length");
    }

    @Test
    void anUnknownTypeAndATornFrameAreRefused() {
        assertThatThrownBy(() -> over(bytes("63" + "00000000")).read()).hasMessageContaining("type");
        assertThatThrownBy(() -> over(bytes("10" + "04000000" + "41")).read()).hasMessageContaining("within");
        assertThatThrownBy(() -> over(bytes("10" + "04")).read()).hasMessageContaining("within");
    }

    @Test
    void aHelloComesBackAsItWasSent() throws IOException {
        var hello = new Hello(true, "xterm-256color", 132, 50, "pvecm:status | grep Quorate");
        assertThat(Hello.of(hello.frame())).isEqualTo(hello);
    }

    @Test
    void whateverAClientSendsIsReadOrRefused() {
        var random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] payload = new byte[random.nextInt(40)];
            random.nextBytes(payload);
            if (payload.length > 0) {
                payload[0] = 1;
            }
            try {
                Hello.of(new Frame(FrameType.HELLO, payload));
            } catch (MalformedFrameException e) {
                assertThat(e).hasMessageContaining("HELLO");
            }
        }
    }

    private FrameChannel over(byte[] received) {
        ReadableByteChannel in = Channels.newChannel(new ByteArrayInputStream(received));
        var out = Channels.newChannel(sent);
        return new FrameChannel(new ByteChannel() {
            @Override
            public int read(ByteBuffer target) throws IOException {
                return in.read(target);
            }

            @Override
            public int write(ByteBuffer source) throws IOException {
                return out.write(source);
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {
                // nothing is open
            }
        });
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
