package org.quorate.transport.udp;

import java.util.Map;
import java.util.Optional;
import org.quorate.spi.transport.Encryption;
import org.quorate.spi.transport.Transport;
import org.quorate.transport.kit.TransportContract;

/** With what corosync has over knet only. */
class UdpOverLinksContractTest extends TransportContract {
    @Override
    protected Transport transport() {
        return new UdpTransport();
    }

    @Override
    protected int links() {
        return 2;
    }

    @Override
    protected Optional<Encryption> encryption() {
        return Optional.of(new Encryption("aes256", "sha256", new byte[200]));
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("cluster_name", "contract");
    }
}
