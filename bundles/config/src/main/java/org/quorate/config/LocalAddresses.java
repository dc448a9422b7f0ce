package org.quorate.config;

import java.net.InetAddress;
import java.util.List;

/** The addresses of this machine. */
public interface LocalAddresses {
    /** Whether a socket can be bound to the address; all of 127.0.0.0/8 usually can. */
    boolean contains(InetAddress address);

    /** The addresses of the interfaces that are up. */
    List<InterfaceAddress> interfaces();

    /**
     * An address of an interface.
     *
     * @param prefixLength bits of the network
     */
    record InterfaceAddress(InetAddress address, int prefixLength) {}

    /** Those of the machine at the moment of each call. */
    static LocalAddresses system() {
        return new SystemAddresses();
    }
}
