package org.quorate.datagram;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.util.List;

/** Hands datagrams to the listeners, one by one. */
final class Receiving extends ChannelInboundHandlerAdapter {
    private List<DatagramListener> listeners = List.of();
    private Runnable failure = () -> {};
    private boolean received;

    /** From the next datagram on. */
    void handTo(List<DatagramListener> all) {
        listeners = all;
    }

    /** Is run when the system may have an error for who reads. */
    void onFailure(Runnable task) {
        failure = task;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        received = true;
        var packet = (DatagramPacket) message;
        try {
            if (packet instanceof SegmentedDatagramPacket joined) {
                cut(joined);
            } else {
                hand(
                        packet.sender(),
                        packet.content(),
                        packet.content().readerIndex(),
                        packet.content().readableBytes());
            }
        } finally {
            packet.release();
        }
    }

    /** What the kernel received in a row of one sender, of one length but for the last. */
    private void cut(SegmentedDatagramPacket joined) {
        var content = joined.content();
        int at = content.readerIndex();
        while (at < content.writerIndex()) {
            int bytes = Math.min(joined.segmentSize(), content.writerIndex() - at);
            hand(joined.sender(), content, at, bytes);
            at += bytes;
        }
    }

    private void hand(InetSocketAddress from, ByteBuf content, int at, int bytes) {
        var all = listeners; // one of them may leave
        for (int i = 0; i < all.size(); i++) { // no iterator: called for each datagram
            all.get(i).received(from, content.nioBuffer(at, bytes).order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    /** Who was woken and finds nothing was woken because of an error, which is told again and again until it is read. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!received) {
            failure.run();
        }
        received = false;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            throw new AssertionError(cause);
        }
        // A datagram that could not be sent is lost, as on the network; the ring sends it again.
        failure.run();
    }
}
