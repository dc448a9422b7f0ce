package org.quorate.matrix;

/** A message in the group that is no report this node can read; it is dropped. */
final class MalformedReportException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Names what was found. */
    MalformedReportException(String message) {
        super(message, null, false, false);
    }
}
