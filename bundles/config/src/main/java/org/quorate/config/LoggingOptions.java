package org.quorate.config;

import java.util.Optional;

/**
 * The {@code logging} section, as far as it concerns a whole node.
 *
 * @param debug debug messages are wanted, {@code debug: on} or {@code trace}
 * @param toLogfile into {@code logfile}
 * @param logfile path as it stands
 * @param toSyslog to the system's log
 * @param toStderr to standard error
 * @param timestamp {@code on}, {@code off} or {@code hires}
 */
public record LoggingOptions(
        boolean debug,
        boolean toLogfile,
        Optional<String> logfile,
        boolean toSyslog,
        boolean toStderr,
        String timestamp) {}
