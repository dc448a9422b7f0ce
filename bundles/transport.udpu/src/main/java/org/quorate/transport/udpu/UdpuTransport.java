package org.quorate.transport.udpu;

import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.quorate.spi.transport.FrameReceiver;
import org.quorate.spi.transport.Transport;
import org.quorate.spi.transport.TransportSession;
import org.quorate.spi.transport.TransportSettings;

/** The transport {@code udpu}. */
@Component(property = Transport.NAME + "=udpu")
public final class UdpuTransport implements Transport {
    @Override
    public TransportSession open(TransportSettings settings, FrameReceiver receiver) throws IOException {
        return UdpuSession.open(settings, receiver);
    }
}
