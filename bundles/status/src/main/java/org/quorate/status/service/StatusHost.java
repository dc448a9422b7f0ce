package org.quorate.status.service;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.quorate.group.GroupException;
import org.quorate.group.ProcessGroups;
import org.quorate.status.exchange.Exchange;
import org.quorate.status.exchange.Moment;
import org.quorate.status.exchange.StatusEffect;
import org.quorate.status.exchange.StatusEvent;
import org.quorate.status.wire.Frame;
import org.quorate.status.wire.FrameCodec;

/**
 * Runs an exchange: feeds it what the group, callers and the timer say, one event at a time, and does what it asks for.
 *
 * <p>The monitor of this object guards the exchange. Joining and sending, which wait, are done on one thread, in order.
 */
final class StatusHost {
    /** The group of pmxcfs's status; its programs count the final NUL as part of the name. */
    static final String GROUP = "pve_kvstore_v1\0";

    private static final System.Logger LOG = System.getLogger(StatusHost.class.getName());

    /** How long a message may wait for room. What is lost is told again at the next exchange. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long REJOIN_SECONDS = 5;

    private final Exchange exchange;
    private final ScheduledThreadPoolExecutor worker;
    private @Nullable ProcessGroups groups;
    private @Nullable Session session;
    private @Nullable Future<?> armed;

    /** Of this node, outside the group. */
    StatusHost(int nodeId) {
        exchange = new Exchange(nodeId);
        worker = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("quorate-status").daemon().factory());
        worker.setRemoveOnCancelPolicy(true);
    }

    private static Moment now() {
        return new Moment(System.nanoTime(), (int) (System.currentTimeMillis() / 1000));
    }

    /** Looks at the exchange. */
    synchronized <T> T look(Function<Exchange, T> how) {
        return how.apply(exchange);
    }

    /** Something of this node. */
    synchronized void on(StatusEvent event) {
        perform(session, exchange.on(event, now()));
    }

    /** Something of a life in the group. */
    synchronized void on(Session from, StatusEvent event) {
        if (from == session) {
            perform(from, exchange.on(event, now()));
        }
    }

    // ---- the group comes and goes

    /** Joins the group of this provider, after leaving that of another. */
    void use(ProcessGroups provider) {
        ProcessGroups other;
        synchronized (this) {
            other = groups == provider ? null : groups;
            groups = provider;
        }
        if (other != null) {
            end(other, "another service of the ring took over");
        }
        later(0, this::join);
    }

    /** The provider is gone: leaves its group. */
    void forget(ProcessGroups provider) {
        synchronized (this) {
            groups = groups == provider ? null : groups;
        }
        end(provider, "the service of the ring is gone");
    }

    private void end(ProcessGroups provider, String why) {
        Session ending;
        synchronized (this) {
            ending = session;
            if (ending == null || ending.provider() != provider) {
                return;
            }
            on(ending, new StatusEvent.Expelled(why));
            session = null;
        }
        ending.close();
    }

    /** The group is lost, and is joined again. */
    void expelled(Session from, String why) {
        synchronized (this) {
            if (from != session) {
                return;
            }
            on(from, new StatusEvent.Expelled(why));
            session = null;
        }
        execute(from::close);
        later(REJOIN_SECONDS, this::join);
    }

    private void join() {
        Session next;
        synchronized (this) {
            if (groups == null || session != null) {
                return;
            }
            next = new Session(this, groups);
            session = next;
        }
        try {
            next.join(GROUP);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "status: cannot join the group: {0}; tries again", e.getMessage());
            synchronized (this) {
                session = session == next ? null : session;
            }
            later(REJOIN_SECONDS, this::join);
            return;
        }
        synchronized (this) {
            if (session == next) {
                return;
            }
        }
        next.close(); // told to leave meanwhile
    }

    /** Leaves the group and ends the thread. */
    void close() {
        ProcessGroups provider;
        synchronized (this) {
            provider = groups;
            groups = null;
        }
        if (provider != null) {
            end(provider, "the service ends");
        }
        worker.shutdownNow();
    }

    // ---- effects

    private void perform(@Nullable Session of, List<StatusEffect> effects) {
        for (var effect : effects) {
            switch (effect) {
                case StatusEffect.Send(var frame) -> {
                    if (of != null) {
                        execute(() -> send(of, frame));
                    }
                }
                case StatusEffect.Arm(long token, long delayNanos) -> arm(token, delayNanos);
                case StatusEffect.Moved(var from, var to, var why) ->
                    LOG.log(Level.INFO, "status: {0} -> {1}: {2}", from, to, why);
                case StatusEffect.Report(var text) -> LOG.log(Level.WARNING, "status: {0}", text);
                case StatusEffect.Leave(var why) -> {
                    groups = null;
                    session = null;
                    LOG.log(Level.ERROR, "status: left the group for good: {0}", why);
                    if (of != null) {
                        execute(of::close);
                    }
                }
            }
        }
    }

    private void arm(long token, long delayNanos) {
        if (armed != null) {
            armed.cancel(false);
        }
        armed = worker.schedule(() -> on(new StatusEvent.TimerExpired(token)), delayNanos, TimeUnit.NANOSECONDS);
    }

    private void send(Session of, Frame frame) {
        synchronized (this) {
            if (of != session) {
                return; // of a life that is over
            }
        }
        try {
            of.send(PATIENCE, FrameCodec.encode(frame));
        } catch (GroupException e) {
            LOG.log(Level.WARNING, "status: a message could not be sent: {0}", e.getMessage());
            if (!(frame instanceof Frame.Normal)) {
                expelled(of, "the others wait for what could not be sent"); // joining again begins a new exchange
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void later(long seconds, Runnable task) {
        try {
            worker.schedule(task, seconds, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            // The service is going.
        }
    }

    private void execute(Runnable task) {
        later(0, task);
    }
}
