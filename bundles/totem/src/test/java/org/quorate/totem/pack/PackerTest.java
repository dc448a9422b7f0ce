package org.quorate.totem.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.totem.frame.Capture;
import org.quorate.totem.frame.FrameCodec;
import org.quorate.totem.frame.MalformedFrameException;
import org.quorate.totem.frame.Multicast;
import org.quorate.totem.frame.RingId;

class PackerTest {
    private static final int AREA_BYTES = 1374;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void messagesOfAnySizeComeOutAsTheyWentIn(long seed) {
        var random = new Random(seed);
        var sent = new ArrayList<byte[]>();
        var packets = new ArrayList<byte[]>();
        var packer = new Packer(AREA_BYTES, packets::add);
        for (int i = 0; i < 200; i++) {
            var message = new byte[1 + random.nextInt(random.nextInt(8) == 0 ? 400_000 : 1500)];
            random.nextBytes(message);
            sent.add(message);
            packer.add(message);
            if (random.nextInt(5) == 0) {
                packer.flush();
            }
        }
        packer.flush();
        assertThat(packets).allSatisfy(packet -> assertThat(packet.length).isLessThanOrEqualTo(45 + 8 + AREA_BYTES));
        assertThat(assemble(packets)).usingElementComparator(Arrays::compare).containsExactlyElementsOf(sent);
    }

    @Test
    void smallMessagesShareAPacket() {
        var packets = new ArrayList<byte[]>();
        var packer = new Packer(AREA_BYTES, packets::add);
        for (int i = 0; i < 5; i++) {
            packer.add(new byte[250]);
        }
        packer.flush();
        assertThat(packets).hasSize(1);
    }

    @Test
    void afterALostPacketOnlyTheMessageThatWasCutIsMissing() {
        var packets = new ArrayList<byte[]>();
        var packer = new Packer(AREA_BYTES, packets::add);
        packer.add(message(1, 3000));
        packer.add(message(2, 200));
        packer.add(message(3, 5000));
        packer.add(message(4, 10));
        packer.flush();
        packets.remove(1);
        assertThat(assemble(packets)).extracting(message -> message[0]).containsExactly((byte) 2, (byte) 3, (byte) 4);
    }

    @Test
    void whatRealNodesPackedIsUnderstoodAlmostWithoutException() throws MalformedFrameException {
        int packets = 0;
        int messages = 0;
        for (var capture : Capture.all()) {
            var assemblers = new java.util.HashMap<Integer, Assembler>();
            var count = new int[1];
            for (var datagram : capture.datagrams()) {
                if (FrameCodec.decode(datagram) instanceof Multicast multicast && !multicast.isRecovered()) {
                    packets++;
                    assertThat(assemblers
                                    .computeIfAbsent(multicast.originator(), _ -> new Assembler())
                                    .receive(multicast, (_, _, _, _) -> count[0]++))
                            .isTrue();
                }
            }
            messages += count[0];
        }
        assertThat(packets).isGreaterThan(1000);
        assertThat(messages).isGreaterThan(1000);
    }

    private static List<byte[]> assemble(List<byte[]> packets) {
        var received = new ArrayList<byte[]>();
        var assembler = new Assembler();
        for (var packet : packets) {
            var multicast = Multicast.ordinary(packet, 1, 1, 1, RingId.NONE);
            assertThat(assembler.receive(
                            multicast,
                            (_, data, offset, length) ->
                                    received.add(Arrays.copyOfRange(data, offset, offset + length))))
                    .isTrue();
        }
        return received;
    }

    private static byte[] message(int first, int size) {
        var message = new byte[size];
        message[0] = (byte) first;
        return message;
    }
}
