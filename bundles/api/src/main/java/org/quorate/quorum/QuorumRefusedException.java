package org.quorate.quorum;

/** A change of votes that the rules do not allow; nothing was changed. */
public final class QuorumRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Names the rule and the numbers. */
    public QuorumRefusedException(String message) {
        super(message);
    }
}
