package org.quorate.transport.udpu;

import org.quorate.spi.transport.Transport;
import org.quorate.transport.kit.TransportContract;

/** Plain, each frame is a datagram. */
class UdpuContractTest extends TransportContract {
    @Override
    protected Transport transport() {
        return new UdpuTransport();
    }

    @Override
    protected int largestFrameBytes() {
        return 65_507;
    }
}
