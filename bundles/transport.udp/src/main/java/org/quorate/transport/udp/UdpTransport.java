package org.quorate.transport.udp;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.quorate.link.compress.Compression;
import org.quorate.spi.transport.FrameReceiver;
import org.quorate.spi.transport.Transport;
import org.quorate.spi.transport.TransportSession;
import org.quorate.spi.transport.TransportSettings;
import org.quorate.transport.session.LinkSession;
import org.quorate.transport.session.PlainSession;

/** The transport {@code udp}: plain, or over links if there is more than one, or encryption. */
@Component(property = Transport.NAME + "=udp")
public final class UdpTransport implements Transport {
    private final List<Compression> compressions = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCompression(Compression compression) {
        compressions.add(compression);
    }

    void removeCompression(Compression compression) {
        compressions.remove(compression);
    }

    @Override
    public TransportSession open(TransportSettings settings, FrameReceiver receiver) throws IOException {
        return LinkSession.isNeededFor(settings)
                ? LinkSession.open(overLinks(settings), settings, receiver)
                : PlainSession.open(settings, receiver, UdpTransport::groups);
    }

    private LinkSession.Kind overLinks(TransportSettings settings) {
        return new LinkSession.Kind(
                "udp", groups(settings).version(), UdpTransport::groups, LinkSession::isNeededFor, compressions);
    }

    private static Groups groups(TransportSettings settings) {
        return new Groups(settings.options());
    }
}
