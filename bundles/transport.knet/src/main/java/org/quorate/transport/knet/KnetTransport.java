package org.quorate.transport.knet;

import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.quorate.link.packet.Packets;
import org.quorate.spi.transport.FrameReceiver;
import org.quorate.spi.transport.Transport;
import org.quorate.spi.transport.TransportSession;
import org.quorate.spi.transport.TransportSettings;
import org.quorate.transport.session.LinkSession;
import org.quorate.transport.session.UnicastWire;

/** The transport {@code knet}. */
@Component(property = Transport.NAME + "=knet")
public final class KnetTransport implements Transport {
    private static final LinkSession.Kind KIND =
            new LinkSession.Kind("knet", Packets.VERSION, _ -> UnicastWire.MAKER, _ -> true);

    @Override
    public TransportSession open(TransportSettings settings, FrameReceiver receiver) throws IOException {
        return LinkSession.open(KIND, settings, receiver);
    }
}
