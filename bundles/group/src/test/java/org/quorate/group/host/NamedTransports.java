package org.quorate.group.host;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.quorate.spi.transport.Transport;

/** Transports by name; remembers what was used in the course of time. */
record NamedTransports(Map<String, Transport> all, BlockingQueue<String> used) implements Transports {
    NamedTransports(Map<String, Transport> all) {
        this(all, new LinkedBlockingQueue<>());
    }

    @Override
    public Optional<Transport> find(String name) {
        return Optional.ofNullable(all.get(name));
    }

    @Override
    public void turned(String name) {
        used.add(name);
    }

    @Override
    public void use(String name) {
        throw new AssertionError("nothing is in use instead of " + name);
    }
}
