package org.quorate.netcheck.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * One check, as the order of messages tells it; the same on all nodes. On the delivery thread.
 *
 * @param initiator the node that asked
 * @param missing nodes that are not ready yet
 * @param unfinished nodes that have not said what they found
 */
record Round(
        Message.Begin begin,
        int initiator,
        Set<Integer> missing,
        Set<Integer> unfinished,
        Map<Integer, Message.Ready> ready,
        Map<Integer, Message.Found> found,
        CompletableFuture<Map<Integer, Message.Ready>> allReady,
        CompletableFuture<Outcome> outcome) {

    /** What all have said. */
    record Outcome(Map<Integer, Message.Ready> ready, Map<Integer, Message.Found> found) {}

    static Round of(Message.Begin begin, int initiator) {
        return new Round(
                begin,
                initiator,
                new TreeSet<>(begin.nodes()),
                new TreeSet<>(begin.nodes()),
                new HashMap<>(),
                new HashMap<>(),
                new CompletableFuture<>(),
                new CompletableFuture<>());
    }

    void ready(int node, Message.Ready message) {
        if (missing.remove(node)) {
            ready.put(node, message);
            if (!message.problem().isEmpty()) {
                unfinished.remove(node);
            }
        }
        complete();
    }

    void found(int node, Message.Found message) {
        if (unfinished.remove(node)) {
            found.put(node, message);
        }
        complete();
    }

    /** Nobody waits for it any more. */
    void gone(int node) {
        missing.remove(node);
        unfinished.remove(node);
        complete();
    }

    private void complete() {
        if (missing.isEmpty()) {
            allReady.complete(Map.copyOf(ready));
        }
        if (unfinished.isEmpty()) {
            outcome.complete(new Outcome(Map.copyOf(ready), Map.copyOf(found)));
        }
    }
}
