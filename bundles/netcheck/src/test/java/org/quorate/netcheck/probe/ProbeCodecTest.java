package org.quorate.netcheck.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.quorate.netcheck.CheckPlan;

class ProbeCodecTest {
    private final ProbeCodec codec = new ProbeCodec(Seal.ofCode("ABCD-EFGH-JKLM"));

    private static InetSocketAddress address(String text) {
        try {
            return new InetSocketAddress(InetAddress.getByName(text), 5412);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static Probe probe(ProbeKind kind) {
        return new Probe(
                kind,
                -7,
                3,
                Long.MIN_VALUE,
                17,
                4,
                CheckPlan.USUAL.lengthy(),
                "n1",
                "zwölf",
                address("fd00::1"),
                new Sent(1, 2, 3, 4, 5, 1400, 1500, 6, 7),
                heard());
    }

    private static Heard heard() {
        return new Heard(9, 8, 7, 6, 5, 4, 3, 2, 1400, 12, true, Optional.of(address("10.0.0.9")));
    }

    @Test
    void packetsComeBackAsTheyWere() throws MalformedProbeException {
        for (var kind : ProbeKind.values()) {
            for (int bytes : List.of(0, 1000, 99_999)) {
                var packet = codec.encode(probe(kind), bytes);
                assertThat(packet.length).isBetween(ProbeCodec.LEAST_BYTES, ProbeCodec.MOST_BYTES);
                assertThat(codec.decode(ByteBuffer.wrap(packet))).isEqualTo(probe(kind));
            }
        }
    }

    @Test
    void theCodeMayBeTypedInAnyWay() throws MalformedProbeException {
        var packet = codec.encode(probe(ProbeKind.SLOW), 0);
        assertThat(new ProbeCodec(Seal.ofCode(" abcdefghjklm ")).decode(ByteBuffer.wrap(packet)))
                .isEqualTo(probe(ProbeKind.SLOW));
    }

    @Test
    void eachSpoiledBitIsNoticed() {
        var random = new Random(3);
        var packet = codec.encode(probe(ProbeKind.FAST), 0);
        for (int i = 0; i < 2000; i++) {
            var spoiled = packet.clone();
            spoiled[random.nextInt(spoiled.length)] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> codec.decode(ByteBuffer.wrap(spoiled)))
                    .isInstanceOf(MalformedProbeException.class);
        }
    }

    @Test
    void nonsenseWithAGoodSealIsRefusedAsWell() {
        var seal = Seal.ofCode("ABCDEFGHJKLM");
        var random = new Random(4);
        for (int i = 0; i < 5000; i++) {
            var packet = codec.encode(probe(ProbeKind.GREETING), 0);
            for (int k = random.nextInt(6); k >= 0; k--) {
                packet[random.nextInt(packet.length - Seal.BYTES)] = (byte) random.nextInt();
            }
            seal.close(packet, packet.length - Seal.BYTES);
            try {
                var plan = codec.decode(ByteBuffer.wrap(packet)).plan();
                assertThat(plan.count()).isBetween(1, CheckPlan.MOST_COUNT);
                assertThat(plan.intervalMicros()).isGreaterThanOrEqualTo(CheckPlan.LEAST_INTERVAL_MICROS);
            } catch (MalformedProbeException _) {
                // as it should be
            }
        }
    }

    @Test
    void longNamesAreCutToWhatFits() {
        assertThat(ProbeCodec.shortened("ü".repeat(100))).isEqualTo("ü".repeat(31));
    }

    @Test
    void figuresForTheNodeThatAskedComeBackAsTheyWere() throws IOException {
        var sender = new Sender(
                new Sent(1, 2, 3, 4, 5, 6, 7, 8, 9),
                new RoundTrips.Summary(200, 1, 2, 3),
                4,
                5,
                Optional.of("Operation not permitted"),
                Optional.of(address("10.0.0.2")),
                true);
        var halves = List.of(new Half("n1", "n2", 7, address("10.0.0.1"), address("10.0.0.2"), sender, heard()));
        var bytes = HalfCodec.encode(halves);
        assertThat(HalfCodec.decode(ByteBuffer.wrap(bytes))).isEqualTo(halves);
        for (int length = 0; length < bytes.length; length++) {
            var cut = ByteBuffer.wrap(bytes, 0, length);
            assertThatThrownBy(() -> HalfCodec.decode(cut)).isInstanceOf(IOException.class);
        }
    }
}
