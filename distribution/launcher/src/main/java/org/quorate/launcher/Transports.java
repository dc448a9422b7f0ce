package org.quorate.launcher;

import java.util.List;

/** The transports that come with this version, by the names that {@code totem.transport} has for them. */
public final class Transports {
    /** The first is taken where nothing else is asked for. */
    public static final List<String> NAMES = List.of("udpu", "knet", "udp");

    /** For usages. */
    public static final String TEXT = String.join("|", NAMES);

    private Transports() {}

    /**
     * The given one, if there is such a transport.
     *
     * @param command for messages
     */
    public static String checked(String command, String transport) throws StartException {
        if (!NAMES.contains(transport)) {
            throw StartException.usage(
                    command + ": --transport: found " + transport + ", must be one of " + String.join(", ", NAMES));
        }
        return transport;
    }
}
