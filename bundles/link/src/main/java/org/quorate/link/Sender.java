package org.quorate.link;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.quorate.link.compress.Compression;
import org.quorate.link.compress.CompressionSettings;
import org.quorate.link.crypto.Envelope;
import org.quorate.link.crypto.KeySlots;
import org.quorate.link.packet.Packets;

/**
 * The way out: frames are compressed, numbered, cut, enveloped and handed to the wire, once for all destinations that take
 * pieces of the same size. All arrays are reused.
 */
final class Sender {
    /** The counter goes out with an extra ping whenever it is a multiple of that. */
    static final int ANNOUNCED = 8191;

    private static final int MOST_SEQUENCE = 65535;
    private static final int TARGET = 9;
    private static final int BODY = Envelope.AT + Packets.DATA_HEADER_BYTES;

    private final int nodeId;
    private final int version;
    private final KeySlots keys;
    private final LinkOutput output;
    private final byte[] plain = new byte[Envelope.AT + Reassembly.MOST_BYTES + Envelope.MOST_OVERHEAD_BYTES];
    private final ByteBuffer plainView = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
    private final byte[] sealed = new byte
            [Reassembly.MOST_BYTES
                    + Reassembly.MOST_FRAGMENTS * (Packets.DATA_HEADER_BYTES + Envelope.MOST_OVERHEAD_BYTES)];
    private final ByteBuffer datagrams = ByteBuffer.wrap(sealed);
    private final byte[] frame = new byte[Reassembly.MOST_BYTES];
    private final ByteBuffer frameView = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    private final byte[] compressed = new byte[Reassembly.MOST_BYTES];
    private final ByteBuffer compressedView = ByteBuffer.wrap(compressed);
    private final Destinations some = new Destinations();
    private final Destinations one = new Destinations();
    private int sequence;

    Sender(int nodeId, int version, KeySlots keys, LinkOutput output) {
        this.nodeId = nodeId;
        this.version = version;
        this.keys = keys;
        this.output = output;
    }

    /** The number of the last frame; 0: there was none. */
    int sequence() {
        return sequence;
    }

    void continueFrom(int last) {
        sequence = last;
    }

    /** A frame gets the next number; answers whether that has to be announced before it is sent. */
    boolean count() {
        sequence = sequence == MOST_SEQUENCE ? 1 : sequence + 1;
        return sequence % ANNOUNCED == 0;
    }

    /**
     * Sends the frame under the current number.
     *
     * @param target 0: everyone
     * @param to their {@link PeerLink#fragmentBytes} are set
     */
    void send(
            ByteBuffer bytes, int target, Destinations to, CompressionSettings compression, @Nullable Compression by) {
        var body = bytes;
        int at = bytes.position();
        int length = bytes.remaining();
        int model = 0;
        if (by != null && length > compression.threshold()) {
            frameView.clear().put(0, bytes, at, length).putInt(TARGET, target);
            int shorter = by.compress(frame, length, compression.level(), compressed);
            if (shorter > 0 && shorter < length) {
                body = compressedView;
                at = 0;
                length = shorter;
                model = by.model();
            }
        }
        // Those that take the same pieces get the same bytes.
        for (int i = 0; i < to.size(); i++) {
            int size = to.get(i).fragmentBytes;
            if (size > 0) {
                some.clear();
                for (int j = i; j < to.size(); j++) {
                    int other = to.get(j).fragmentBytes;
                    if (other == size || size >= length && other >= length) {
                        some.add(to.get(j));
                        to.get(j).fragmentBytes = 0;
                    }
                }
                cut(body, at, length, size, model, target);
            }
        }
    }

    private void cut(ByteBuffer body, int at, int length, int size, int model, int target) {
        int fragments = (length + size - 1) / size;
        int end = 0;
        int segment = 0;
        for (int i = 0; i < fragments; i++) {
            int bytes = Math.min(size, length - i * size);
            int index = fragments == 1 ? 0 : i + 1;
            Packets.putData(plain, Envelope.AT, nodeId, sequence, model, target == 0, fragments, index);
            body.get(at + i * size, plain, BODY, bytes);
            if (i == 0 && model == 0) {
                plainView.putInt(BODY + TARGET, target); // the first piece has the header of Totem
            }
            end += seal(Packets.DATA_HEADER_BYTES + bytes, end);
            segment = i == 0 ? end : segment;
        }
        transmit(some, end, segment, fragments);
    }

    /** @param sequence what the ping says that the last number is */
    void ping(PeerLink link, long number, long nonce, int sequence, boolean timed) {
        Packets.putPing(plain, Envelope.AT, nodeId, link.number(), number, nonce, sequence, timed);
        single(link, Packets.PING_BYTES);
    }

    void probe(PeerLink link, int size) {
        int length = link.path().probeBytes(keys.sending(), size);
        Packets.putProbe(plain, Envelope.AT, length, nodeId, link.number(), size);
        single(link, length);
    }

    /** Answers a ping or a probe that stands in the array of the receiver. */
    void answer(PeerLink link, byte[] request, int length) {
        single(link, Packets.putAnswer(request, Envelope.AT, length, nodeId, plain, Envelope.AT));
    }

    private void single(PeerLink link, int length) {
        int end = seal(length, 0);
        one.clear();
        one.add(link);
        transmit(one, end, end, 1);
    }

    private int seal(int length, int at) {
        plain[Envelope.AT] = (byte) version;
        return keys.sending().seal(plain, length, sealed, at);
    }

    private void transmit(Destinations to, int length, int segment, int count) {
        for (int i = 0; i < to.size(); i++) {
            to.get(i).countSent(count);
        }
        output.transmit(to, datagrams.position(0).limit(length), segment);
    }
}
