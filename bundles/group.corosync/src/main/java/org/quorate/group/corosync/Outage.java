package org.quorate.group.corosync;

import java.lang.System.Logger.Level;
import java.time.Duration;
import org.quorate.group.corosync.daemon.CorosyncException;

/** A time without corosync: what is said of it, once, and how long to wait before the next attempt. */
final class Outage {
    private static final System.Logger LOG = System.getLogger(Outage.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private Duration pause = FIRST_PAUSE;
    private String said = "";

    /**
     * An attempt has failed; answers when to make the next. What an operator knows is not said again.
     *
     * @param lasted since it began: one that was good for long is no reason for patience
     */
    Duration failed(CorosyncException why, Duration lasted) {
        if (lasted.compareTo(LONGEST_PAUSE) > 0) {
            pause = FIRST_PAUSE;
        }
        if (!said.equals(why.advice())) {
            said = why.advice();
            LOG.log(Level.WARNING, "corosync: {0}", why.getMessage());
        }
        var next = pause;
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        return next;
    }

    /** There is a connection. */
    void ended(String how) {
        said = "";
        LOG.log(Level.INFO, "corosync: {0}", how);
    }
}
