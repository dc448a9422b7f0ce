package org.quorate.spi.store;

/** The store failed; the message names file, cause and next step. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With the failure below it. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Without a failure below it. */
    public StoreException(String message) {
        super(message);
    }
}
