package org.quorate.launcher.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.quorate.launcher.StartException;

/** The same on all nodes at once. */
final class Parallel {
    /** Something done with one node. */
    interface Task<T> {
        T on(int node) throws StartException, InterruptedException;
    }

    private Parallel() {}

    /**
     * Returns when all are done.
     *
     * @return in the order of the nodes
     * @throws StartException of the first that failed
     */
    static <T> List<T> on(List<Integer> nodes, Task<T> task) throws StartException, InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (int node : nodes) {
                futures.add(threads.submit(() -> task.on(node)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case StartException failed -> throw failed;
                case InterruptedException interrupted -> throw interrupted;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
