package org.quorate.clusterfs.fuse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes were written by a C program with the structures of linux/fuse.h on a little-endian machine. */
class RequestDecoderTest {
    static Stream<Arguments> requests() {
        return Stream.of(
                arguments(
                        "680000001a00000002000000000000000000000000000000e803000021000000671200000000000007000000"
                                + "2d00000000000200280000400800000000000000000000000000000000000000000000000000000000000000"
                                + "00000000000000000000000000000000",
                        new Request.Init(7, 45, 131072, 0x8_4000_0028L)),
                arguments(
                        "2e0000000100000003000000000000000100000000000000e80300002100000067120000000000006c6f6361"
                                + "6c00",
                        new Request.Lookup(1, "local")),
                arguments(
                        "300000000200000004000000000000001100000000000000e803000021000000671200000000000005000000"
                                + "00000000",
                        new Request.Forget(17, 5)),
                arguments(
                        "500000002a00000004000000000000000000000000000000e803000021000000671200000000000002000000"
                                + "000000001100000000000000010000000000000012000000000000000300000000000000",
                        new Request.BatchForget(List.of(new Request.Forget(17, 1), new Request.Forget(18, 3)))),
                arguments(
                        "380000000300000005000000000000001100000000000000e803000021000000671200000000000000000000"
                                + "000000000000000000000000",
                        new Request.GetAttributes(17)),
                arguments(
                        "800000000400000006000000000000001100000000000000e80300002100000067120000000000002e000000"
                                + "0000000009000000000000004d000000000000000100000000000000020000000000000000f1536500000000"
                                + "03000000000000000400000005000000060000008001000000000000e80300002200000000000000",
                        new Request.SetAttributes(17, 0x2e, 77, 1700000000, 1000, 34)),
                arguments(
                        "3a0000000800000007000000000000000100000000000000e8030000210000006712000000000000a4810000"
                                + "0000000012000000000000006e00",
                        new Request.MakeNode(1, "n", 0100644)),
                arguments(
                        "320000000900000008000000000000000100000000000000e8030000210000006712000000000000ed010000"
                                + "120000006400",
                        new Request.MakeDirectory(1, "d")),
                arguments(
                        "2a0000000a00000009000000000000000100000000000000e80300002100000067120000000000006600",
                        new Request.Unlink(1, "f")),
                arguments(
                        "380000000c0000000a000000000000000100000000000000e803000021000000671200000000000005000000"
                                + "00000000612e746d70006100",
                        new Request.Rename(1, "a.tmp", 5, "a", 0)),
                arguments(
                        "400000002d0000000b000000000000000100000000000000e803000021000000671200000000000005000000"
                                + "000000000100000000000000612e746d70006100",
                        new Request.Rename(1, "a.tmp", 5, "a", Request.Rename.NOREPLACE)),
                arguments(
                        "300000000e0000000c000000000000001100000000000000e803000021000000671200000000000001020000"
                                + "00000000",
                        new Request.Open(17, 01001)),
                arguments(
                        "3c000000230000000d000000000000000100000000000000e8030000210000006712000000000000c1000000"
                                + "a001000012000000000000006e657700",
                        new Request.Create(1, "new", 0301)),
                arguments(
                        "500000000f0000000e000000000000001100000000000000e803000021000000671200000000000009000000"
                                + "000000000010000000000000000002000200000007000000000000000080000000000000",
                        new Request.Read(17, 9, 4096, 131072)),
                arguments(
                        "55000000100000000f000000000000001100000000000000e803000021000000671200000000000009000000"
                                + "000000000a0000000000000005000000020000000700000000000000010400000000000068656c6c6f",
                        new Request.Write(17, 9, 10, "hello".getBytes(UTF_8), 02001)),
                arguments(
                        "400000001900000010000000000000001100000000000000e803000021000000671200000000000009000000"
                                + "0000000000000000000000000700000000000000",
                        new Request.Flush(17, 9)),
                arguments(
                        "400000001200000011000000000000001100000000000000e803000021000000671200000000000009000000"
                                + "0000000001000000000000000700000000000000",
                        new Request.Release(17, 9)),
                arguments(
                        "380000001400000012000000000000001100000000000000e803000021000000671200000000000009000000"
                                + "000000000100000000000000",
                        new Request.Synchronize(17, 9)),
                arguments(
                        "300000002400000011000000000000000000000000000000e80300002100000067120000000000000f000000"
                                + "00000000",
                        new Request.Interrupt(15)),
                arguments(
                        "500000002c00000013000000000000000100000000000000e803000021000000671200000000000009000000"
                                + "000000000200000000000000008000000000000000000000000000000000000000000000",
                        new Request.ReadDirectory(1, 9, 2, 32768, true)));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestOfTheKernelIsRead(String bytes, Request expected) throws MalformedRequestException {
        assertThat(decode(HexFormat.of().parseHex(bytes)))
                .usingRecursiveComparison()
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestThatIsCutAnywhereIsRefusedOrReadButNeverAnError(String bytes) {
        byte[] whole = HexFormat.of().parseHex(bytes);
        for (int length = 0; length < whole.length; length++) {
            readOrRefuse(withLength(Arrays.copyOf(whole, length)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noiseIsRefusedOrReadButNeverAnError(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(160)];
            random.nextBytes(noise);
            if (noise.length > 8) {
                noise[4] = (byte) random.nextInt(60);
                Arrays.fill(noise, 5, 8, (byte) 0);
            }
            readOrRefuse(withLength(noise));
        }
    }

    @Test
    void aLengthThatIsNotTheNumberOfBytesReadIsRefused() {
        byte[] bytes = HexFormat.of()
                .parseHex(
                        "2e0000000100000003000000000000000100000000000000e80300002100000067120000000000006c6f63616c00");
        bytes[0]++;
        assertThatThrownBy(() -> decode(bytes)).isInstanceOf(MalformedRequestException.class);
    }

    @Test
    void aNameThatIsNotUtf8IsRefusedWithItsOwnError() {
        byte[] bytes = HexFormat.of()
                .parseHex(
                        "2e0000000100000003000000000000000100000000000000e80300002100000067120000000000006c6f63616c00");
        bytes[RequestHeader.BYTES] = (byte) 0xff;
        assertThatThrownBy(() -> decode(bytes))
                .isInstanceOfSatisfying(
                        MalformedRequestException.class,
                        refused -> assertThat(refused.errno()).isEqualTo(Errno.EILSEQ));
    }

    @Test
    void extensionsBehindTheNameAreNotPartOfIt() throws MalformedRequestException {
        byte[] bytes = withLength(Arrays.copyOf(
                HexFormat.of()
                        .parseHex(
                                "2e0000000100000003000000000000000100000000000000e80300002100000067120000000000006c6f63616c00"),
                64));
        assertThat(decode(bytes)).isEqualTo(new Request.Lookup(1, "local"));
    }

    @Test
    void whatTheMountDoesNotDoIsRefusedInAWayTheKernelRemembers() throws MalformedRequestException {
        assertThat(decode(withOpcode(43))).isEqualTo(new Request.Refused(43, Errno.ENOSYS)); // FALLOCATE
        assertThat(decode(withOpcode(22))).isEqualTo(new Request.Refused(22, Errno.ENOSYS)); // GETXATTR
        assertThat(decode(withOpcode(4000))).isEqualTo(new Request.Refused(4000, Errno.ENOSYS));
        assertThat(decode(withOpcode(6))).isEqualTo(new Request.Refused(6, Errno.EPERM)); // SYMLINK
        assertThat(decode(withOpcode(13))).isEqualTo(new Request.Refused(13, Errno.EPERM)); // LINK
        assertThat(decode(withOpcode(39))).isEqualTo(new Request.Refused(39, Errno.ENOTTY)); // IOCTL
    }

    private static byte[] withOpcode(int opcode) {
        byte[] bytes = withLength(new byte[RequestHeader.BYTES]);
        buffer(bytes).putInt(4, opcode);
        return bytes;
    }

    private static byte[] withLength(byte[] bytes) {
        if (bytes.length >= 4) {
            buffer(bytes).putInt(0, bytes.length);
        }
        return bytes;
    }

    private static void readOrRefuse(byte[] bytes) {
        try {
            assertThat(decode(bytes)).isNotNull();
        } catch (MalformedRequestException refused) {
            assertThat(refused.errno()).isPositive();
        }
    }

    private static Request decode(byte[] bytes) throws MalformedRequestException {
        var in = buffer(bytes);
        return RequestDecoder.decode(RequestHeader.read(in, bytes.length), in);
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
