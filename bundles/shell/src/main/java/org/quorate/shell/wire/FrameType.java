package org.quorate.shell.wire;

import java.util.Optional;

/** What a frame carries; the numbers are those on the wire. */
public enum FrameType {
    /** Client, first: {@link Hello}. */
    HELLO(1),
    /** Client: standard input; an empty frame is its end. */
    STDIN(2),
    /** Client: columns and rows of its window, 16 bits each. */
    WINDOW(3),
    /** Node: standard output. */
    STDOUT(16),
    /** Node: standard error. */
    STDERR(17),
    /** Node, last: exit code, 32 bits. */
    EXIT(18);

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<FrameType> of(int code) {
        for (FrameType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
