package org.quorate.netcheck.probe;

/** A packet that nobody who has the key has sent, or that makes no sense. Counted and dropped. */
final class MalformedProbeException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedProbeException(String message) {
        super(message, null, false, false);
    }
}
