package org.quorate.shell.wire;

import java.io.IOException;

/** The other side does not speak this protocol. */
public final class MalformedFrameException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Names the field and what was found. */
    public MalformedFrameException(String message) {
        super(message);
    }
}
