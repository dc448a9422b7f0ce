package org.quorate.group.corosync.daemon;

import java.util.Optional;

/** What corosync's libraries answer, {@code cs_error_t}. */
enum CsError {
    OK(1),
    LIBRARY(2),
    VERSION(3),
    INIT(4),
    TIMEOUT(5),
    TRY_AGAIN(6),
    INVALID_PARAM(7),
    NO_MEMORY(8),
    BAD_HANDLE(9),
    BUSY(10),
    ACCESS(11),
    NOT_EXIST(12),
    NAME_TOO_LONG(13),
    EXIST(14),
    NO_SPACE(15),
    INTERRUPT(16),
    NAME_NOT_FOUND(17),
    NO_RESOURCES(18),
    NOT_SUPPORTED(19),
    BAD_OPERATION(20),
    FAILED_OPERATION(21),
    MESSAGE_ERROR(22),
    QUEUE_FULL(23),
    QUEUE_NOT_AVAILABLE(24),
    BAD_FLAGS(25),
    TOO_BIG(26),
    NO_SECTIONS(27),
    CONTEXT_NOT_FOUND(28),
    TOO_MANY_GROUPS(30),
    SECURITY(100);

    private static final CsError[] ALL = values();

    private final int code;

    CsError(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** Empty for a number that the headers do not have. */
    static Optional<CsError> of(int code) {
        for (var error : ALL) {
            if (error.code == code) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }

    /** As the headers spell it. */
    static String name(int code) {
        return of(code).map(error -> "CS_ERR_" + error).orElse("error " + code);
    }

    /** What has happened, for an operator whom a call has failed with this number. */
    static String verdict(int code) {
        return switch (of(code).orElse(LIBRARY)) {
            case ACCESS, SECURITY -> "the daemon does not let this node in";
            case VERSION, NOT_SUPPORTED, NOT_EXIST -> "the daemon does not know what it is asked";
            case NO_MEMORY, NO_SPACE, NO_RESOURCES -> "there is no room for a connection";
            default -> "the daemon does not answer";
        };
    }

    /** The next step then. */
    static String advice(int code) {
        return switch (of(code).orElse(LIBRARY)) {
            case ACCESS, SECURITY ->
                "run the node as root, or let its user in by a file in /etc/corosync/uidgid.d (corosync.conf(5))";
            case VERSION, NOT_SUPPORTED, NOT_EXIST -> "use corosync 3.1 or newer, with the libraries of its version";
            case NO_MEMORY, NO_SPACE, NO_RESOURCES -> "give the machine memory, or room in /dev/shm";
            default -> "start it (systemctl start corosync), this node comes back by itself";
        };
    }
}
