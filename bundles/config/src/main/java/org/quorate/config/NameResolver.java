package org.quorate.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns host names into addresses. */
@FunctionalInterface
public interface NameResolver {
    /**
     * All addresses of a name, in the order of preference of the machine; empty if there are none. An address given as
     * text is its own only address.
     */
    List<InetAddress> resolve(String name);

    /** The resolver of the machine: hosts file, DNS and what else is configured. May block. */
    static NameResolver system() {
        return name -> {
            try {
                return List.of(InetAddress.getAllByName(name));
            } catch (UnknownHostException e) {
                return List.of();
            }
        };
    }
}
