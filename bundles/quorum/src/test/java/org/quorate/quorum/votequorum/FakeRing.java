package org.quorate.quorum.votequorum;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.quorate.ring.RingId;
import org.quorate.spi.engine.EngineContext;
import org.quorate.spi.engine.ServiceEngine;

/** A ring of engines that loses and reorders nothing; its thread is that of the test. */
final class FakeRing {
    private record Sent(int sender, int function, ByteBuffer message) {}

    /** A task that is due after a delay. */
    record Scheduled(Duration delay, Runnable task) {}

    private final class Member implements EngineContext {
        final int id;
        final ServiceEngine engine;

        Member(int id, ServiceEngine engine) {
            this.id = id;
            this.engine = engine;
        }

        @Override
        public int localNodeId() {
            return id;
        }

        @Override
        public void send(int function, ByteBuffer body) {
            int size = 16 + body.remaining();
            var message = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
            message.putInt(engine.serviceId() << 16 | function)
                    .putInt(0)
                    .putInt(size)
                    .putInt(0);
            sent.add(new Sent(id, function, message.put(body).flip()));
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public void schedule(Duration delay, Runnable task) {
            scheduled.add(new Scheduled(delay, task));
        }
    }

    final List<Scheduled> scheduled = new ArrayList<>();
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final List<Member> members = new ArrayList<>();
    private final Queue<Sent> sent = new ArrayDeque<>();
    private List<Integer> before = List.of();
    private long sequence;

    void attach(int id, ServiceEngine engine) {
        var member = new Member(id, engine);
        members.add(member);
        engine.attached(member);
    }

    void detach(int id) {
        var member = members.stream().filter(m -> m.id == id).findFirst().orElseThrow();
        members.remove(member);
        member.engine.detached();
        deliver();
    }

    /** All that are attached form a ring. */
    RingId form() {
        var ids = members.stream().map(member -> member.id).toList();
        var ring = new RingId(ids.getFirst(), sequence += 4);
        var transitional = ids.stream().filter(before::contains).toList();
        for (var member : members) {
            member.engine.syncBegin(ring, before.contains(member.id) ? transitional : List.of(member.id), ids);
        }
        members.forEach(member -> member.engine.syncProcess());
        deliver();
        members.forEach(member -> member.engine.syncActivate());
        deliver();
        before = ids;
        return ring;
    }

    void say(int sender, int function, ByteBuffer message) {
        sent.add(new Sent(sender, function, message.order(ByteOrder.LITTLE_ENDIAN)));
        deliver();
    }

    /** Runs the next task that another thread leaves, and delivers what comes of it. */
    void runTask() throws InterruptedException {
        Objects.requireNonNull(tasks.poll(60, TimeUnit.SECONDS), "no task").run();
        deliver();
    }

    private void deliver() {
        for (var next = sent.poll(); next != null; next = sent.poll()) {
            for (var member : members) {
                member.engine.delivered(
                        next.function(),
                        next.sender(),
                        next.message().duplicate().order(ByteOrder.LITTLE_ENDIAN));
            }
        }
    }
}
