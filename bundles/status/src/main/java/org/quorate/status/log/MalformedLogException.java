package org.quorate.status.log;

/** Bytes that are no part of a cluster log. */
public final class MalformedLogException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedLogException(String message) {
        super(message, null, false, false);
    }
}
