package org.quorate.status;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The log that all nodes write into, and that each keeps as much of as fits into 128 KiB. */
@ProviderType
public interface ClusterLog {
    /** Normal, as {@code LOG_INFO} of syslog. */
    int INFO = 6;

    /** Something went wrong, as {@code LOG_ERR} of syslog. */
    int ERROR = 3;

    /**
     * Adds an entry of this node, with the time and process id of this process. What does not fit is cut.
     *
     * @param priority 0 to 7, as in syslog
     * @param user who caused it, as {@code root@pam}
     * @param tag the program
     */
    void log(int priority, String user, String tag, String message);

    /**
     * Entries, the newest first.
     *
     * @param max how many at most
     * @param user only what this user caused; empty: all
     */
    List<LogRecord> newest(int max, Optional<String> user);
}
