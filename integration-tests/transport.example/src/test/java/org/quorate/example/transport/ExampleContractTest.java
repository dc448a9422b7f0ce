package org.quorate.example.transport;

import org.quorate.spi.transport.Transport;
import org.quorate.transport.kit.TransportContract;

/** All that a vendor has to write to know that a transport keeps its promises. */
class ExampleContractTest extends TransportContract {
    @Override
    protected Transport transport() {
        return new ExampleTransport();
    }

    @Override
    protected int largestFrameBytes() {
        return 65_507;
    }
}
