package org.quorate.transport.udp;

import java.io.IOException;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Component;
import org.quorate.spi.transport.FrameReceiver;
import org.quorate.spi.transport.Transport;
import org.quorate.spi.transport.TransportSession;
import org.quorate.spi.transport.TransportSettings;
import org.quorate.transport.session.LinkSession;
import org.quorate.transport.session.PlainSession;

/** The transport {@code udp}: plain, or over links if there is more than one, or encryption. */
@Component(property = Transport.NAME + "=udp")
public final class UdpTransport implements Transport {
    @Override
    public TransportSession open(TransportSettings settings, FrameReceiver receiver) throws IOException {
        return LinkSession.isNeededFor(settings)
                ? LinkSession.open("udp", settings, receiver, MulticastWire::open)
                : PlainSession.open(settings, receiver, MulticastWire::open);
    }

    @Override
    public boolean goesOn(TransportSettings from, TransportSettings to) {
        var links = new TreeSet<>(from.local().addresses().keySet());
        links.retainAll(to.local().addresses().keySet());
        var before = new Groups(from.options());
        var after = new Groups(to.options());
        return LinkSession.isNeededFor(from) == LinkSession.isNeededFor(to)
                && links.stream().allMatch(link -> before.isSame(link, after));
    }
}
