package org.quorate.clusterfs.fuse;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.quorate.clusterfs.fuse.protocol.Response;

/** Work on a thread of its own, for what may have to wait. */
final class Aside {
    /** What is to be done, and a way to ask whether its answer is still wanted. */
    @FunctionalInterface
    interface Work {
        CompletableFuture<Response> begin(BooleanSupplier givenUp);
    }

    private Aside() {}

    /** Begins the work on a virtual thread; what it answers, or throws, comes to the future. */
    static CompletableFuture<Response> begin(Work work) {
        var response = new CompletableFuture<Response>();
        Thread.ofVirtual().name("quorate-mount-aside").start(() -> {
            try {
                work.begin(response::isDone).whenComplete((answer, failure) -> {
                    if (failure == null) {
                        response.complete(answer);
                    } else {
                        response.completeExceptionally(failure);
                    }
                });
            } catch (RuntimeException | Error failure) {
                response.completeExceptionally(failure);
            }
        });
        return response;
    }
}
