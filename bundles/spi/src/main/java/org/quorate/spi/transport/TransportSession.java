package org.quorate.spi.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.quorate.ring.LinkStatus;

/** Open links to all configured nodes. */
@ConsumerType
public interface TransportSession extends AutoCloseable {
    /**
     * Hands datagrams to the receiver on this thread. Waits for the first until the timeout has passed or {@link
     * #wakeup()} was called, then takes what is there without waiting, up to a bounded number.
     *
     * @param timeoutNanos 0: do not wait
     */
    void receive(long timeoutNanos);

    /**
     * Sends to one node. What cannot be sent is lost, as on the network. The frame may be kept back until {@link
     * #flush()}; its bytes are not kept beyond that.
     */
    void send(int nodeId, ByteBuffer frame);

    /** Sends to all configured nodes but the local one, under the terms of {@link #send}. */
    void broadcast(ByteBuffer frame);

    /** Sends what was kept back, in the order in which it was given. */
    void flush();

    /** Makes a {@link #receive} that waits, or the next one, return. Callable from any thread. */
    void wakeup();

    /**
     * Whether {@link #update} can lead to these settings. If not, a new session is opened beside this one, which ends when
     * all nodes use the new one: then both have the same receiver, and may have the same addresses.
     */
    default boolean canUpdate(TransportSettings next) {
        return false;
    }

    /**
     * Other settings hold from now on: nodes and links that were not there before are added, what is there no more is let
     * go, all else goes on without a pause. Encryption is used as the settings say, and both kinds are accepted where they
     * name two.
     *
     * @throws IOException if an address cannot be bound, or the settings cannot be; then the session is as it was before
     */
    default void update(TransportSettings next) throws IOException {
        throw new IOException("this transport cannot change its settings while it is open");
    }

    /**
     * What another session of this node, of the same transport but maybe of another version of its bundle, has to know to take the
     * place of this one so that other nodes take the two for one; in the transport's own format. Called again and again.
     */
    default byte[] handOver() {
        return new byte[0];
    }

    /**
     * Goes on where another session is; called when this one is opened beside it, and again when that one is about to end and this
     * one to be sent by.
     *
     * @param handedOver by that session; of a later version, it may have more at its end
     */
    default void takeOver(byte[] handedOver) {}

    /** State of the links. Callable from any thread. */
    List<LinkStatus> links();

    /** Closes all sockets before it returns. */
    @Override
    void close();
}
