package org.quorate.quorum.votes;

/** A quorum section by which no votes can be counted; the message names the key and says what to do. */
public final class UnusableRulesException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableRulesException(String message) {
        super(message, null, false, false);
    }
}
