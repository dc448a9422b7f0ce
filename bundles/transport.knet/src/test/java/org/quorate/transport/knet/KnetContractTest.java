package org.quorate.transport.knet;

import org.quorate.spi.transport.Transport;
import org.quorate.transport.kit.TransportContract;

/** Over two links in the clear. */
class KnetContractTest extends TransportContract {
    @Override
    protected Transport transport() {
        return new KnetTransport();
    }

    @Override
    protected int links() {
        return 2;
    }
}
