package org.quorate.transport.knet;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.quorate.link.compress.Compression;
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
    private final List<Compression> compressions = new CopyOnWriteArrayList<>();
    private final LinkSession.Kind kind =
            new LinkSession.Kind("knet", Packets.VERSION, _ -> UnicastWire.MAKER, _ -> true, compressions);

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCompression(Compression compression) {
        compressions.add(compression);
    }

    void removeCompression(Compression compression) {
        compressions.remove(compression);
    }

    @Override
    public TransportSession open(TransportSettings settings, FrameReceiver receiver) throws IOException {
        return LinkSession.open(kind, settings, receiver);
    }
}
