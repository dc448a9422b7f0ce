package org.quorate.datagram;

import io.netty.channel.unix.Errors.NativeIoException;
import java.io.IOException;
import java.util.Set;

/** What the kernel says of a datagram that it does not send. */
final class Errors {
    private static final int EINVAL = 22;
    private static final int EMSGSIZE = 90;

    // What icmp(7) becomes, and what the kernel says when it has no way itself.
    private static final Set<Integer> REFUSALS = Set.of(
            64, // ENONET
            71, // EPROTO
            92, // ENOPROTOOPT
            95, // EOPNOTSUPP
            101, // ENETUNREACH
            111, // ECONNREFUSED
            112, // EHOSTDOWN
            113); // EHOSTUNREACH

    private Errors() {}

    /** With segments that are longer than the way takes, older kernels say that the call is not valid. */
    static boolean isTooLong(IOException reason, boolean segmented) {
        return reason instanceof NativeIoException error
                && (error.expectedErr() == -EMSGSIZE || segmented && error.expectedErr() == -EINVAL);
    }

    /** Where errors of ICMP are asked for, each of them lets the next call fail, whatever that one sends. */
    static boolean mayBeOfAnother(IOException reason) {
        return isRefusal(reason) || reason instanceof NativeIoException error && error.expectedErr() == -EMSGSIZE;
    }

    /** Nobody is there, or no way leads there. */
    static boolean isRefusal(IOException reason) {
        return reason instanceof NativeIoException error && REFUSALS.contains(-error.expectedErr());
    }
}
