package org.quorate.quorum.wire;

/** A message of another node that makes no sense: it is dropped. */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what was found, without a stack trace: these come from the network. */
    MalformedMessageException(String message) {
        super(message, null, false, false);
    }
}
