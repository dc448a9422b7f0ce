package org.quorate.clusterfs.fuse;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.quorate.clusterfs.fuse.kernel.FuseDevice;
import org.quorate.clusterfs.fuse.kernel.NativeBuffer;
import org.quorate.clusterfs.fuse.protocol.Errno;
import org.quorate.clusterfs.fuse.protocol.Response;
import org.quorate.clusterfs.fuse.protocol.ResponseEncoder;

/** Brings answers to the kernel: at once if they are there, else when they come. Thread safe. */
final class Replies {
    private static final Logger LOG = System.getLogger(Replies.class.getName());
    /** Buffers that are kept: as many as changes are usually completed at the same moment, with room. */
    private static final int KEPT_BUFFERS = 16;

    private final FuseDevice device;
    private final Duration interruptGrace;
    private final ConcurrentHashMap<Long, CompletableFuture<Response>> waiting = new ConcurrentHashMap<>();
    private final ArrayBlockingQueue<NativeBuffer> buffers = new ArrayBlockingQueue<>(KEPT_BUFFERS);

    Replies(FuseDevice device, Duration interruptGrace) {
        this.device = device;
        this.interruptGrace = interruptGrace;
    }

    /** Answers a request, with the caller's buffer if the answer is there already. */
    void answer(long unique, CompletableFuture<Response> response, NativeBuffer own) {
        if (response.state() == CompletableFuture.State.SUCCESS) {
            write(unique, response.resultNow(), own);
            return;
        }
        waiting.put(unique, response);
        response.whenComplete((answer, failure) -> {
            waiting.remove(unique);
            write(unique, answer == null ? failed(failure) : answer);
            answered();
        });
    }

    /**
     * The caller of an unfinished request was interrupted. It gets EINTR if the request is not done soon; a change that
     * is under way may nevertheless be made.
     */
    Response interrupt(long unique) {
        var response = waiting.get(unique);
        if (response == null) {
            return new Response.Failed(Errno.EAGAIN); // not seen yet: told again. Answered: the kernel drops this.
        }
        response.completeOnTimeout(new Response.Failed(Errno.EINTR), interruptGrace.toNanos(), TimeUnit.NANOSECONDS);
        return Response.NONE;
    }

    /** Waits until all changes are answered; answers false if the time is over before. */
    synchronized boolean awaitAll(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        long left = time.toNanos();
        while (!waiting.isEmpty() && left > 0) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
            left = deadline - System.nanoTime();
        }
        return waiting.isEmpty();
    }

    private void answered() {
        if (waiting.isEmpty()) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    private static Response failed(@Nullable Throwable failure) {
        LOG.log(
                Level.WARNING,
                "mount: a request failed unexpectedly ({0}); its caller gets an input/output error",
                failure);
        return new Response.Failed(Errno.EIO);
    }

    private void write(long unique, Response response) {
        int bytes = ResponseEncoder.bytes(response);
        if (bytes > ResponseEncoder.SHORT_REPLY_BYTES) {
            try (var arena = Arena.ofConfined()) {
                write(unique, response, new NativeBuffer(arena, bytes));
            }
            return;
        }
        var buffer = buffers.poll();
        if (buffer == null) {
            buffer = new NativeBuffer(Arena.ofAuto(), ResponseEncoder.SHORT_REPLY_BYTES);
        }
        write(unique, response, buffer);
        buffers.offer(buffer);
    }

    private void write(long unique, Response response, NativeBuffer buffer) {
        if (response instanceof Response.None) {
            return;
        }
        int result = device.write(buffer, ResponseEncoder.encode(response, unique, buffer.bytes()));
        // ENOENT: the caller was killed meanwhile. ENODEV: unmounted.
        if (result < 0 && result != -Errno.ENOENT && result != -Errno.ENODEV) {
            LOG.log(Level.WARNING, "mount: the kernel refused a reply with errno {0}: {1}", -result, response);
        }
    }
}
