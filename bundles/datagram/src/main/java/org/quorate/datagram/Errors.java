package org.quorate.datagram;

import io.netty.channel.unix.Errors.NativeIoException;
import java.io.IOException;

/** What the kernel says of a datagram that it does not send. */
final class Errors {
    private static final int EINVAL = 22;
    private static final int EMSGSIZE = 90;

    private Errors() {}

    /** With segments that are longer than the way takes, older kernels say that the call is not valid. */
    static boolean isTooLong(IOException reason, boolean segmented) {
        return reason instanceof NativeIoException error
                && (error.expectedErr() == -EMSGSIZE || segmented && error.expectedErr() == -EINVAL);
    }
}
