package org.quorate.group.host;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quorate.totem.RingEvent;
import org.quorate.totem.service.Cfg;
import org.quorate.totem.service.Changeover;

/**
 * Takes the node from one configuration to the next while the ring goes on. What is new is added at once; what others have to
 * understand is used when all have added it; what is old is let go when all use the new, and when the links that stay are up.
 * On the ring thread.
 */
final class LiveSettings implements Changeover.Steps {
    private static final System.Logger LOG = System.getLogger(LiveSettings.class.getName());

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** A link that is to be up, or a node that is to load a file, needs less. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RingHost host;
    private final Wire wire;
    private final Consumer<String> transportChanged;
    private final Changeover changeover;
    private NodeSettings current;
    private @Nullable NodeSettings next;
    private @Nullable NodeSettings waiting;

    /** Whether the session that is open is that of the next settings, too. */
    private boolean goesOn = true;

    /** @param transportChanged is told the name of a transport that is to be used from now on */
    LiveSettings(RingHost host, Wire wire, NodeSettings settings, Consumer<String> transportChanged) {
        this.host = host;
        this.wire = wire;
        this.current = settings;
        this.transportChanged = transportChanged;
        this.changeover = new Changeover(settings.nodeId(), host::isAmongItsOwn, this);
        changeover.uses(settings.fingerprint());
    }

    Changeover changeover() {
        return changeover;
    }

    /** Goes there, from wherever it is. */
    void use(NodeSettings wanted) {
        if (changeover.isUnderWay()) {
            waiting = wanted;
            changeover.takeBack();
        } else if (next != null || !wanted.equals(current)) {
            load(wanted);
        }
    }

    private void load(NodeSettings wanted) {
        goesOn = wanted.transport().equals(current.transport()) && wire.goesOn(current.links(), wanted.links());
        var both = current.beside(wanted, goesOn);
        try {
            wire.update(both.links());
        } catch (IOException e) {
            LOG.log(
                    Level.ERROR,
                    "ring: version {0} of the configuration cannot be used: {1}; the ring stays as it is",
                    Long.toUnsignedString(wanted.version()),
                    e.getMessage());
            return;
        }
        host.event(new RingEvent.Reconfigured(both.ring()));
        if (both.equals(wanted)) {
            settle(wanted);
        } else {
            next = wanted;
            awaitLinks(wanted, both);
            host.schedule(PATIENCE, () -> remind(wanted, both));
        }
    }

    /** A link is let go only if there is another one to each member. */
    private void awaitLinks(NodeSettings wanted, NodeSettings both) {
        if (next != wanted) {
            return;
        }
        if (uncarried(wanted, both).isEmpty()) {
            changeover.loaded(wanted.fingerprint());
        } else {
            host.schedule(LOOK, () -> awaitLinks(wanted, both));
        }
    }

    private List<Integer> uncarried(NodeSettings wanted, NodeSettings both) {
        return goesOn ? wanted.uncarried(both, host.members(), host.links()) : List.of();
    }

    private void remind(NodeSettings wanted, NodeSettings both) {
        if (next != wanted) {
            return;
        }
        var uncarried = uncarried(wanted, both);
        var missing = changeover.waitsFor();
        if (!uncarried.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "ring: version {0} of the configuration waits for a link to {1} that stays; see ring:links",
                    Long.toUnsignedString(wanted.version()),
                    wanted.names(uncarried));
        } else if (!missing.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "ring: version {0} of the configuration waits for {1}: not the same is loaded there; look at"
                            + " corosync.conf and the key, then config:reload there",
                    Long.toUnsignedString(wanted.version()),
                    wanted.names(missing));
        }
        host.schedule(PATIENCE.multipliedBy(6), () -> remind(wanted, both));
    }

    @Override
    public void say(int step, long fingerprint) {
        host.send(Cfg.changeover(step, fingerprint));
    }

    /** Not in the midst of a packet that the transport hands over. */
    @Override
    public void activate() {
        host.execute(this::useNext);
    }

    private void useNext() {
        var wanted = next;
        if (wanted == null) {
            return;
        }
        try {
            if (goesOn) {
                wire.update(wanted.understanding(current).links());
            } else {
                wire.prepare(wanted.links());
            }
        } catch (IOException e) {
            LOG.log(Level.ERROR, "ring: {0}; trying again", e.getMessage());
            host.schedule(RETRY, this::useNext);
            return;
        }
        host.event(new RingEvent.Reconfigured(wanted.ring()));
        if (!wanted.transport().equals(current.transport())) {
            transportChanged.accept(wanted.transport());
        } else if (!goesOn) {
            host.reopen();
        }
        changeover.activated();
    }

    @Override
    public void cleanUp() {
        host.execute(this::forgetCurrent);
    }

    private void forgetCurrent() {
        var wanted = next;
        if (wanted == null) {
            return;
        }
        try {
            wire.update(wanted.links());
        } catch (IOException e) {
            LOG.log(Level.ERROR, "ring: {0}; the key before is still accepted", e.getMessage());
        }
        settle(wanted);
    }

    @Override
    public void takenBack() {
        host.execute(() -> {
            var wanted = waiting;
            waiting = null;
            changeover.uses(current.fingerprint());
            load(wanted == null ? current : wanted);
        });
    }

    private void settle(NodeSettings wanted) {
        next = null;
        current = wanted;
        changeover.uses(wanted.fingerprint());
        host.settled(wanted);
        LOG.log(
                Level.INFO,
                "ring: version {0} of the configuration is in use",
                Long.toUnsignedString(wanted.version()));
        var other = waiting;
        waiting = null;
        if (other != null) {
            use(other);
        }
    }
}
