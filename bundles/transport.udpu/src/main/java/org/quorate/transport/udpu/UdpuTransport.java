package org.quorate.transport.udpu;

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
import org.quorate.transport.session.UnicastWire;

/** The transport {@code udpu}: plain, or over links if there is more than one, or encryption. */
@Component(property = Transport.NAME + "=udpu")
public final class UdpuTransport implements Transport {
    private final List<Compression> compressions = new CopyOnWriteArrayList<>();
    private final LinkSession.Kind overLinks =
            new LinkSession.Kind("udpu", 'u', _ -> UnicastWire.MAKER, LinkSession::isNeededFor, compressions);

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
                ? LinkSession.open(overLinks, settings, receiver)
                : PlainSession.open(settings, receiver, _ -> UnicastWire.MAKER);
    }
}
