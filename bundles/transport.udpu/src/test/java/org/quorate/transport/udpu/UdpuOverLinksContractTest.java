package org.quorate.transport.udpu;

import java.util.Optional;
import org.quorate.spi.transport.Encryption;
import org.quorate.spi.transport.Transport;
import org.quorate.transport.kit.TransportContract;

/** With what corosync has over knet only. */
class UdpuOverLinksContractTest extends TransportContract {
    @Override
    protected Transport transport() {
        return new UdpuTransport();
    }

    @Override
    protected int links() {
        return 2;
    }

    @Override
    protected Optional<Encryption> encryption() {
        return Optional.of(new Encryption("aes256", "sha256", new byte[200]));
    }
}
