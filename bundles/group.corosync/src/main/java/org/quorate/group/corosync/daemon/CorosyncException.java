package org.quorate.group.corosync.daemon;

/** corosync cannot be used now. The message is one line, with the next step. */
public final class CorosyncException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String advice;

    /**
     * For people.
     *
     * @param advice the next step: two failures with the same are one to an operator
     */
    public CorosyncException(String what, String advice) {
        super(what + "; " + advice);
        this.advice = advice;
    }

    /** The daemon is not there, or has gone, or does not want this node. */
    static CorosyncException of(String function, int code) {
        return new CorosyncException(
                CsError.verdict(code) + " (" + function + ": " + CsError.name(code) + ")", CsError.advice(code));
    }

    /** The next step. */
    public String advice() {
        return advice;
    }
}
