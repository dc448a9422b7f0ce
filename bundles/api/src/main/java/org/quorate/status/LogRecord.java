package org.quorate.status;

/**
 * An entry of the cluster log.
 *
 * @param uid counts the entries of the process that wrote it, unsigned
 * @param timeSeconds by the clock of its node, unsigned
 * @param priority 0 to 7, as in syslog
 * @param node name of the node
 * @param user who caused it
 * @param tag the program
 * @param pid of the process that wrote it, unsigned
 */
public record LogRecord(
        int uid, int timeSeconds, int priority, String node, String user, String tag, int pid, String message) {}
