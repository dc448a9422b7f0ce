package org.quorate.netcheck.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** An address on the wire: number of bytes (0, 4 or 16), the bytes, the port if there are any. */
final class Addresses {
    static final int MOST_BYTES = 1 + 16 + Short.BYTES;

    private Addresses() {}

    static void put(ByteBuffer out, Optional<InetSocketAddress> address) {
        if (address.isEmpty()) {
            out.put((byte) 0);
            return;
        }
        byte[] bytes = address.get().getAddress().getAddress();
        out.put((byte) bytes.length).put(bytes).putShort((short) address.get().getPort());
    }

    static Optional<InetSocketAddress> get(ByteBuffer in) throws MalformedProbeException {
        int length = in.get();
        if (length == 0) {
            return Optional.empty();
        }
        if (length != 4 && length != 16) {
            throw new MalformedProbeException("an address of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        try {
            return Optional.of(
                    new InetSocketAddress(InetAddress.getByAddress(bytes), Short.toUnsignedInt(in.getShort())));
        } catch (UnknownHostException e) {
            throw new AssertionError("an address has 4 or 16 bytes", e);
        }
    }

    /** As it is written in a {@code corosync.conf}. */
    static String text(InetSocketAddress address) {
        String text = address.getAddress().getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }
}
