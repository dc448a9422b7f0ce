package org.quorate.transport.udp;

import java.util.Map;
import org.quorate.spi.transport.Transport;
import org.quorate.transport.kit.TransportContract;

/** Plain, each frame is a datagram. */
class UdpContractTest extends TransportContract {
    @Override
    protected Transport transport() {
        return new UdpTransport();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("cluster_name", "contract");
    }

    @Override
    protected int largestFrameBytes() {
        return 65_507;
    }
}
