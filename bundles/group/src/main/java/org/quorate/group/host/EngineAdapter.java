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

    /** Messages of the engine that have not come back in the order. */
    private int underWay;

    private boolean gone;
    private Runnable finished = () -> {};

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

    /**
     * The engine is not called any more.
     *
     * @param whenSaid run once all members have what it said on its way out; at once if it says nothing
     */
    void detach(Runnable whenSaid) {
        engine.detached();
        gone = true;
        finished = whenSaid;
        if (underWay == 0) {
            finished.run();
        }
    }

    @Override
    public void syncBegin(RingId ring, List<Integer> transitional, List<Integer> members) {
        if (!gone) {
            engine.syncBegin(RingHost.published(ring), transitional, members);
        }
    }

    @Override
    public void syncProcess() {
        if (!gone) {
            engine.syncProcess();
        }
    }

    @Override
    public void syncActivate() {
        if (!gone) {
            engine.syncActivate();
        }
    }

    @Override
    public void syncAbort() {
        if (!gone) {
            engine.syncAbort();
        }
    }

    @Override
    public void delivered(int function, int sender, ByteBuffer message) {
        if (sender == host.nodeId() && underWay > 0) {
            underWay--;
        }
        if (!gone) {
            engine.delivered(function, sender, message);
        } else if (underWay == 0) {
            finished.run();
        }
    }

    @Override
    public int localNodeId() {
        return host.nodeId();
    }

    @Override
    public void send(int function, ByteBuffer body) {
        underWay++;
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
