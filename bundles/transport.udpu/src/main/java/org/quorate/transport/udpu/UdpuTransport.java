package org.quorate.transport.udpu;

import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.quorate.spi.transport.FrameReceiver;
import org.quorate.spi.transport.Transport;
import org.quorate.spi.transport.TransportSession;
import org.quorate.spi.transport.TransportSettings;
import org.quorate.transport.session.LinkSession;
import org.quorate.transport.session.PlainSession;
import org.quorate.transport.session.UnicastWire;

/** The transport {@code udpu}: plain, or over links if there is more than one, or encryption. */
@Component(property = Transport.NAME + "=udpu")
public final class UdpuTransport implements Transport {
    private static final LinkSession.Kind OVER_LINKS =
            new LinkSession.Kind("udpu", 'u', _ -> UnicastWire.MAKER, LinkSession::isNeededFor);

    @Override
    public TransportSession open(TransportSettings settings, FrameReceiver receiver) throws IOException {
        return LinkSession.isNeededFor(settings)
                ? LinkSession.open(OVER_LINKS, settings, receiver)
                : PlainSession.open(settings, receiver, _ -> UnicastWire.MAKER);
    }
}
