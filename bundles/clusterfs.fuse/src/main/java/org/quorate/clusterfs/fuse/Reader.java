package org.quorate.clusterfs.fuse;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.quorate.clusterfs.fuse.kernel.FuseDevice;
import org.quorate.clusterfs.fuse.kernel.NativeBuffer;
import org.quorate.clusterfs.fuse.protocol.Errno;
import org.quorate.clusterfs.fuse.protocol.MalformedRequestException;
import org.quorate.clusterfs.fuse.protocol.RequestDecoder;
import org.quorate.clusterfs.fuse.protocol.RequestHeader;
import org.quorate.clusterfs.fuse.protocol.Response;

/** Takes requests from the device until the mount is gone. Runs on a thread of its own; no request ends it. */
final class Reader implements Runnable {
    private static final Logger LOG = System.getLogger(Reader.class.getName());

    private final FuseDevice device;
    private final Requests requests;
    private final Replies replies;
    private final IntConsumer ended;

    /** Ended is told the errno. */
    Reader(FuseDevice device, Requests requests, Replies replies, IntConsumer ended) {
        this.device = device;
        this.requests = requests;
        this.replies = replies;
        this.ended = ended;
    }

    @Override
    public void run() {
        try (var arena = Arena.ofConfined()) {
            var buffer = new NativeBuffer(arena, Negotiation.BUFFER_BYTES);
            while (true) {
                int length = device.read(buffer);
                if (length >= 0) {
                    serve(buffer, length);
                } else if (!isPassing(-length)) {
                    ended.accept(-length);
                    return;
                }
            }
        }
    }

    /** ENOENT: a request was given up by its caller before it was read. */
    private static boolean isPassing(int errno) {
        return errno == Errno.ENOENT || errno == Errno.EINTR || errno == Errno.EAGAIN;
    }

    private void serve(NativeBuffer buffer, int length) {
        try {
            var header = RequestHeader.read(buffer.bytes(), length);
            replies.answer(header.unique(), answer(header, buffer), buffer);
        } catch (MalformedRequestException malformed) {
            LOG.log(Level.WARNING, "mount: dropped {0}", malformed.getMessage());
        }
    }

    private CompletableFuture<Response> answer(RequestHeader header, NativeBuffer buffer) {
        try {
            return requests.on(RequestDecoder.decode(header, buffer.bytes()));
        } catch (MalformedRequestException malformed) {
            LOG.log(Level.DEBUG, "mount: refused {0}", malformed.getMessage());
            return TreeChanges.failed(malformed.errno());
        } catch (RuntimeException | Error failure) {
            LOG.log(
                    Level.WARNING,
                    "mount: request with opcode {0} failed ({1}); its caller gets an input/output error",
                    header.opcode(),
                    failure);
            return TreeChanges.failed(Errno.EIO);
        }
    }
}
