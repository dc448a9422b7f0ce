package org.quorate.link;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a link layer asks of its host. All is called on the thread that called the layer, in the midst of it: {@link
 * #deliver} may send, nothing else may call the layer.
 */
@ConsumerType
public interface LinkOutput {
    /**
     * Sends datagrams, not to be fragmented by IP, to each of the destinations. A destination that cannot be reached is told
     * by {@link LinkLayer#refused}, {@link LinkLayer#tooBig} or {@link LinkLayer#narrow} later and keeps nothing from the others.
     *
     * @param to valid only during the call
     * @param datagrams one or several behind each other, from position to limit; valid only during the call. Together they
     *     may be more than one segmented send takes
     * @param segmentBytes length of each of them; the last may be shorter
     */
    void transmit(Destinations to, ByteBuffer datagrams, int segmentBytes);

    /**
     * A frame from another node.
     *
     * @param frame little endian, from position to limit; valid only during the call
     */
    void deliver(ByteBuffer frame);

    /** Something that was received is not handed on. */
    void dropped(Drop kind);

    /** A link came up or went down. */
    void linkChanged(int nodeId, int link, boolean up, LinkChange why);
}
