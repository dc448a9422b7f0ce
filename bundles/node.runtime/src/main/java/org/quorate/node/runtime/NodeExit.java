package org.quorate.node.runtime;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.quorate.node.FatalErrors;

/** Stops the framework; the launcher, which waits for that, reads the exit code and ends the process with it. */
final class NodeExit implements FatalErrors {
    /** System property with the exit code of the process. */
    static final String EXIT_CODE = "quorate.exit";

    private static final Logger LOG = System.getLogger(NodeExit.class.getName());

    private final Bundle framework;
    private final AtomicBoolean reported = new AtomicBoolean();

    NodeExit(Bundle framework) {
        this.framework = framework;
    }

    @Override
    public void stopNode(String message, int exitCode) {
        if (!reported.compareAndSet(false, true)) {
            return;
        }
        LOG.log(Level.ERROR, message); // the launcher shows errors on standard error, too
        System.setProperty(EXIT_CODE, Integer.toString(exitCode));
        try {
            framework.stop(); // only begins to stop
        } catch (BundleException e) {
            LOG.log(Level.ERROR, "the framework did not begin to stop ({0}); end the process", e.getMessage());
        }
    }
}
