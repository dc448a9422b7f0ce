package org.quorate.link.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Packets of real nodes, and what they answer. */
class PacketsTest {
    private static final int AT = 5;
    private static final byte[] PING = hex("01810056 0000 00 3b07000000000000 1bd84a0200000000 0000 01");

    private final byte[] out = new byte[2000];

    @Test
    void aPingIsReadAndWrittenAsLibknetDoes() {
        assertThat(Packets.version(PING, 0)).isEqualTo(Packets.VERSION);
        assertThat(Packets.type(PING, 0)).isEqualTo(Packets.PING);
        assertThat(Packets.node(PING, 0)).isEqualTo(86);
        assertThat(Packets.link(PING, 0)).isZero();
        assertThat(Packets.timeWord(PING, 0, 0)).isEqualTo(0x73b);
        assertThat(Packets.timeWord(PING, 0, 1)).isEqualTo(0x024ad81b);
        assertThat(Packets.pingSequence(PING, 0)).isZero();
        assertThat(Packets.timed(PING, 0)).isTrue();
        Packets.putPing(out, AT, 86, 0, 0x73b, 0x024ad81b, 0, true);
        assertThat(written(Packets.PING_BYTES)).isEqualTo(PING);
    }

    @Test
    void aPongRepeatsAllOfThePingButItsTypeAndNode() {
        assertThat(Packets.putAnswer(PING, 0, PING.length, 4660, out, AT)).isEqualTo(Packets.PING_BYTES);
        assertThat(written(Packets.PING_BYTES))
                .isEqualTo(hex("01821234 0000 00 3b07000000000000 1bd84a0200000000 0000 01"));
        var odd = PING.clone();
        odd[4] = 7;
        odd[5] = 8;
        Packets.putAnswer(odd, 0, odd.length, 4660, out, AT);
        assertThat(out[AT + 4]).isEqualTo((byte) 7);
        assertThat(out[AT + 5]).isEqualTo((byte) 8);
    }

    @Test
    void aPongHas26BytesHoweverLongThePingWas() {
        Arrays.fill(out, (byte) 1);
        assertThat(Packets.putAnswer(PING, 0, 7, 4660, out, AT)).isEqualTo(Packets.PING_BYTES);
        assertThat(Arrays.copyOfRange(out, AT + 7, AT + Packets.PING_BYTES)).containsOnly(0);
        assertThat(Packets.putAnswer(Arrays.copyOf(PING, 100), 0, 100, 4660, out, AT))
                .isEqualTo(Packets.PING_BYTES);
    }

    @Test
    void aProbeNamesItsSizeInLittleEndianAndIsFilled() {
        Arrays.fill(out, (byte) 1);
        Packets.putProbe(out, AT, 1472, 86, 0, 1500);
        assertThat(written(9)).isEqualTo(hex("01830056 0000 00 dc05"));
        assertThat(Arrays.copyOfRange(out, AT + 9, AT + 1472)).containsOnly(0);
        assertThat(out[AT + 1472]).isEqualTo((byte) 1);
        assertThat(Packets.probeSize(out, AT)).isEqualTo(1500);
    }

    @Test
    void theReplyToAProbeIsItsBegin() {
        Packets.putProbe(out, 100, 1472, 4660, 0, 1500);
        assertThat(Packets.putAnswer(out, 100, 1472, 86, out, AT)).isEqualTo(9);
        assertThat(written(9)).isEqualTo(hex("01840056 0000 00 dc05"));
    }

    @Test
    void dataIsReadAndWrittenAsLibknetDoes() {
        Packets.putData(out, AT, 0x1234, 3, 0, false, 1, 0);
        assertThat(written(14)).isEqualTo(hex("01001234 0000 0003 00 00 00 01 00 00"));
        Packets.putData(out, AT, 0x1234, 9, 0, true, 2, 1);
        var fragment = hex("01001234 0000 0009 00 00 01 02 01 00");
        assertThat(written(14)).isEqualTo(fragment);
        assertThat(Packets.sequence(fragment, 0)).isEqualTo(9);
        assertThat(Packets.fragments(fragment, 0)).isEqualTo(2);
        assertThat(Packets.index(fragment, 0)).isEqualTo(1);
        assertThat(Packets.compression(fragment, 0)).isZero();
        assertThat(Packets.channel(fragment, 0)).isZero();
    }

    private byte[] written(int length) {
        return Arrays.copyOfRange(out, AT, AT + length);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
