package org.quorate.totem.cpg;

/** Why a process came or went; the ordinal plus one is the number of {@code cpg.h}. */
public enum CpgReason {
    /** It joined. */
    JOIN,
    /** It left. */
    LEAVE,
    /** Its node left. */
    NODE_DOWN,
    /** Its node came. */
    NODE_UP,
    /** It ended. */
    PROCESS_DOWN;

    private static final CpgReason[] ALL = values();

    int code() {
        return ordinal() + 1;
    }

    static CpgReason of(int code) {
        return code >= 1 && code <= ALL.length ? ALL[code - 1] : LEAVE;
    }
}
