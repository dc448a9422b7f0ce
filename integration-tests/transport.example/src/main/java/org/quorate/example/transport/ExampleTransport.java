package org.quorate.example.transport;

import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.quorate.spi.transport.FrameReceiver;
import org.quorate.spi.transport.Transport;
import org.quorate.spi.transport.TransportSession;
import org.quorate.spi.transport.TransportSettings;

/** A second transport {@code udpu}, used when there is no better one. */
@Component(property = {Transport.NAME + "=example", Transport.NAME + "=udpu", "service.ranking:Integer=-100"})
public final class ExampleTransport implements Transport {
    @Override
    public TransportSession open(TransportSettings settings, FrameReceiver receiver) throws IOException {
        return new ExampleSession(settings, receiver);
    }
}
