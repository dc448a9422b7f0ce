package org.quorate.group.host;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.quorate.spi.engine.EngineContext;
import org.quorate.spi.engine.ServiceEngine;
import org.quorate.totem.frame.RingId;
import org.quorate.totem.service.Message;
import org.quorate.totem.service.Service;

/** A plugged-in engine as a service of the core. */
final class EngineAdapter implements Service, EngineContext {
    private final RingHost host;
    private final ServiceEngine engine;
    private final int id;

    EngineAdapter(RingHost host, ServiceEngine engine) {
        this.host = host;
        this.engine = engine;
        this.id = engine.serviceId();
    }

    @Override
    public int id() {
        return id;
    }

    void attach() {
        engine.attached(this);
    }

    void detach() {
        engine.detached();
    }

    @Override
    public void syncBegin(RingId ring, List<Integer> transitional, List<Integer> members) {
        engine.syncBegin(RingHost.published(ring), transitional, members);
    }

    @Override
    public void syncProcess() {
        engine.syncProcess();
    }

    @Override
    public void syncActivate() {
        engine.syncActivate();
    }

    @Override
    public void syncAbort() {
        engine.syncAbort();
    }

    @Override
    public void delivered(int function, int sender, ByteBuffer message) {
        engine.delivered(function, sender, message);
    }

    @Override
    public int localNodeId() {
        return host.nodeId();
    }

    @Override
    public void send(int function, ByteBuffer body) {
        host.send(Message.begin(id, function, body.remaining()).put(body));
    }

    @Override
    public void execute(Runnable task) {
        host.execute(task);
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        host.schedule(delay, task);
    }
}
