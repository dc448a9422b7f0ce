package org.quorate.clusterfs.fuse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes were written by a C program with the structures of linux/fuse.h on a little-endian machine. */
class ResponseEncoderTest {
    private static final Attributes ATTRIBUTES =
            new Attributes(0x1122334455667788L, 1025, 0xF0000001, 0100640, 1, 0, 33);
    private static final Response.Entry ENTRY = new Response.Entry(17, 1, 2, ATTRIBUTES);

    static Stream<Arguments> responses() {
        return Stream.of(
                arguments(
                        "5000000000000000020000000000000007000000260000000000020020000040400030000000100000ca9a3b"
                                + "000100000800000000000000000000000000000000000000000000000000000000000000",
                        2,
                        new Response.Initialized(7, 38, 131072, 0x8_4000_0020L, 64, 1 << 20, 1_000_000_000, 256)),
                arguments(
                        "9000000000000000030000000000000011000000000000000000000000000000010000000000000002000000"
                                + "000000000000000000000000887766554433221101040000000000000300000000000000010000f000000000"
                                + "010000f000000000010000f000000000000000000000000000000000a0810000010000000000000021000000"
                                + "000000000010000000000000",
                        3,
                        ENTRY),
                arguments(
                        "a000000000000000030000000000000011000000000000000000000000000000010000000000000002000000"
                                + "000000000000000000000000887766554433221101040000000000000300000000000000010000f000000000"
                                + "010000f000000000010000f000000000000000000000000000000000a0810000010000000000000021000000"
                                + "00000000001000000000000009000000000000002100000000000000",
                        3,
                        new Response.Created(
                                ENTRY, new Response.Opened(9, Response.Opened.DIRECT_IO | Response.Opened.NO_FLUSH))),
                arguments(
                        "7800000000000000050000000000000001000000000000000000000000000000887766554433221101040000"
                                + "000000000300000000000000010000f000000000010000f000000000010000f0000000000000000000000000"
                                + "00000000a0810000010000000000000021000000000000000010000000000000",
                        5,
                        new Response.AttributesOf(1, ATTRIBUTES)),
                arguments(
                        "20000000000000000c0000000000000009000000000000000100000000000000",
                        12,
                        new Response.Opened(9, Response.Opened.DIRECT_IO)),
                arguments("18000000000000000f000000000000000500000000000000", 15, new Response.Written(5)),
                arguments(
                        "600000000000000014000000000000000080000000000000ff7f000000000000ff7f00000000000000000400"
                                + "00000000ffff0300000000000010000000010000001000000000000000000000000000000000000000000000"
                                + "0000000000000000",
                        20,
                        new Response.Usage(32768, 32767, 262144, 262143, 4096, 256)),
                arguments("10000000feffffff0300000000000000", 3, new Response.Failed(Errno.ENOENT)),
                arguments(
                        "5000000000000000130000000000000002000000000000000300000000000000050000000a0000006c6f6361"
                                + "6c0000001100000000000000040000000000000008000000080000003132333435363738",
                        19,
                        new Response.Listing(List.of(listed(2, 3, 10, "local"), listed(17, 4, 8, "12345678")), false)),
                arguments(
                        "b000000000000000130000000000000011000000000000000000000000000000010000000000000001000000"
                                + "000000000000000000000000887766554433221101040000000000000300000000000000010000f000000000"
                                + "010000f000000000010000f000000000000000000000000000000000a0810000010000000000000021000000"
                                + "0000000000100000000000001100000000000000030000000000000001000000080000006600000000000000",
                        19,
                        new Response.Listing(
                                List.of(new DirectoryEntry(
                                        17, 3, 8, "f".getBytes(UTF_8), new Response.Entry(17, 1, 1, ATTRIBUTES))),
                                true)));
    }

    private static DirectoryEntry listed(long ino, long next, int type, String name) {
        return new DirectoryEntry(ino, next, type, name.getBytes(UTF_8), ENTRY);
    }

    @ParameterizedTest
    @MethodSource("responses")
    void aResponseIsWrittenAsTheKernelReadsIt(String bytes, long unique, Response response) {
        assertThat(encode(response, unique)).isEqualTo(bytes);
        assertThat(ResponseEncoder.bytes(response)).isEqualTo(bytes.length() / 2);
    }

    @Test
    void dataIsAPieceOfTheContent() {
        var data = new Response.Data("0123456789".getBytes(UTF_8), 3, 4);
        assertThat(encode(data, 7)).isEqualTo("14000000" + "00000000" + "0700000000000000" + "33343536");
    }

    @Test
    void shortRepliesFitIntoTheirBuffer() {
        responses()
                .map(arguments -> (Response) arguments.get()[2])
                .filter(response -> !(response instanceof Response.Listing))
                .forEach(response -> assertThat(ResponseEncoder.bytes(response))
                        .isLessThanOrEqualTo(ResponseEncoder.SHORT_REPLY_BYTES));
    }

    /** In a buffer that is full of something else. */
    private static String encode(Response response, long unique) {
        byte[] bytes = new byte[512];
        Arrays.fill(bytes, (byte) 0xEE);
        int length =
                ResponseEncoder.encode(response, unique, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return HexFormat.of().formatHex(bytes, 0, length);
    }
}
