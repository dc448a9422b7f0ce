package org.quorate.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** SIGTERM and SIGINT stop the node in order, and the process ends with 0 instead of the number of the signal. */
final class StopSignal {
    /** A node that takes longer is left to its neighbours, who notice that it is gone. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(StopSignal.class.getName());

    private final Thread hook;

    private StopSignal(Thread hook) {
        this.hook = hook;
    }

    static StopSignal handle(NodeFramework framework, HomeLock lock) {
        var hook = new Thread(() -> stop(framework, lock), "stop-signal");
        Runtime.getRuntime().addShutdownHook(hook);
        return new StopSignal(hook);
    }

    /** The node has stopped by itself, and its own exit code counts. Does not return if it was a signal. */
    void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            join(); // the signal's thread ends the process
        }
    }

    private void join() {
        try {
            hook.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(NodeFramework framework, HomeLock lock) {
        LOG.info("asked to stop");
        boolean inOrder = framework.stop(BOUND);
        if (!inOrder) {
            LOG.log(Level.WARNING, "not stopped after {0} s; ending the process", BOUND.toSeconds());
        }
        try {
            lock.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the home stays locked until the process ends: {0}", e.getMessage());
        }
        LOG.info("stopped");
        NodeLog.close();
        Runtime.getRuntime().halt(inOrder ? 0 : StartException.ENVIRONMENT);
    }
}
