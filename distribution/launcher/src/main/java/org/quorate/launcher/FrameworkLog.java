package org.quorate.launcher;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What the framework has to say, in the node's log. */
final class FrameworkLog extends org.apache.felix.framework.Logger {
    private static final Logger LOG = Logger.getLogger("org.apache.felix.framework");

    @Override
    protected void doLog(int level, String message, @Nullable Throwable failure) {
        var record = new LogRecord(
                switch (level) {
                    case LOG_ERROR -> Level.SEVERE;
                    case LOG_WARNING -> Level.WARNING;
                    case LOG_INFO -> Level.INFO;
                    default -> Level.FINE;
                },
                message);
        record.setLoggerName(LOG.getName());
        record.setThrown(failure);
        LOG.log(record);
    }
}
