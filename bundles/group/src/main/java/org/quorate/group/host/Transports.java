package org.quorate.group.host;

import java.util.Optional;
import org.quorate.spi.transport.Transport;

/** The transports that there are. Called on the ring thread; does not wait for it. */
interface Transports {
    /** The one of that name that is preferred. */
    Optional<Transport> find(String name);

    /** That one is used now. */
    void turned(String name);

    /** That one is to be used; none is in use. */
    void use(String name);
}
