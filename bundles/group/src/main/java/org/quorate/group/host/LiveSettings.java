package org.quorate.group.host;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quorate.spi.transport.Transport;
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
    private final Transports transports;
    private final Changeover changeover;
    private NodeSettings current;
    private @Nullable NodeSettings next;
    private @Nullable NodeSettings waiting;

    /** Whether the next settings take a session of their own, and whether all is sent by it already. */
    private boolean takesSession;

    private boolean turned;

    LiveSettings(RingHost host, Wire wire, NodeSettings settings, Transports transports) {
        this.host = host;
        this.wire = wire;
        this.current = settings;
        this.transports = transports;
        this.changeover = new Changeover(settings.nodeId(), host::isAmongItsOwn, this);
        changeover.uses(settings.fingerprint());
    }

    Changeover changeover() {
        return changeover;
    }

    /** Whether this node is on its way to other settings. */
    boolean isUnderWay() {
        return next != null || waiting != null || changeover.isUnderWay();
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
        wire.closeBeside();
        next = null;
        turned = false;
        takesSession = !wanted.transport().equals(current.transport()) || !wire.canUpdate(wanted.links());
        if (takesSession) {
            loadBeside(wanted);
        } else {
            loadInPlace(wanted);
        }
    }

    private void loadInPlace(NodeSettings wanted) {
        var both = current.beside(wanted);
        try {
            wire.update(both.links());
        } catch (IOException e) {
            refuse(wanted, String.valueOf(e.getMessage()));
            return;
        }
        host.event(new RingEvent.Reconfigured(both.ring()));
        if (both.equals(wanted)) {
            settle(wanted);
        } else {
            next = wanted;
            awaitLinks(wanted, both);
            host.schedule(PATIENCE, () -> remind(wanted, () -> uncarried(wanted, both)));
        }
    }

    private static void refuse(NodeSettings wanted, String why) {
        LOG.log(
                Level.ERROR,
                "ring: version {0} of the configuration cannot be used: {1}; the ring stays as it is",
                Long.toUnsignedString(wanted.version()),
                why);
    }

    // ---- a session that follows another

    private void loadBeside(NodeSettings wanted) {
        if (!wire.isOpen()) {
            settle(wanted);
            transports.use(wanted.transport());
        } else if (!host.isSynchronised()) {
            next = wanted; // who is in the ring will be known then
            host.schedule(LOOK, () -> loadAgain(wanted));
        } else if (!host.isAmongItsOwn()) {
            refuse(wanted, "a corosync node is a member, and its transport cannot change while it runs");
        } else if (openBeside(wanted)) {
            host.event(new RingEvent.Reconfigured(current.ring().between(wanted.ring())));
            next = wanted;
            awaitOthers(wanted);
            host.schedule(PATIENCE, () -> remind(wanted, () -> wire.probe(wanted.fingerprint(), host.members())));
        }
    }

    private void loadAgain(NodeSettings wanted) {
        if (next == wanted) {
            load(wanted);
        }
    }

    private boolean openBeside(NodeSettings wanted) {
        var transport = transports.find(wanted.transport());
        if (transport.isEmpty()) {
            refuse(
                    wanted,
                    "there is no transport " + wanted.transport()
                            + "; set totem.transport to another, or put a bundle with it into deploy");
            return false;
        }
        try {
            wire.openBeside(transport.get(), wanted.transport(), wanted.links());
            return true;
        } catch (IOException e) {
            refuse(wanted, String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** All must be heard by the new session before it is used; and this node, until all have said so. */
    private void awaitOthers(NodeSettings wanted) {
        if (next != wanted || turned) {
            return;
        }
        if (!wire.hasBeside() && !openBeside(wanted)) { // its bundle was away
            host.schedule(PATIENCE, () -> awaitOthers(wanted));
            return;
        }
        boolean all = wire.probe(wanted.fingerprint(), host.members()).isEmpty();
        if (all && !changeover.isUnderWay()) {
            changeover.loaded(wanted.fingerprint());
        }
        host.schedule(LOOK, () -> awaitOthers(wanted));
    }

    /** The bundle of a transport goes. */
    void lost(Transport transport) {
        if (wire.closeBeside(transport)) {
            LOG.log(Level.WARNING, "ring: the transport that was beside the one in use is gone");
        }
    }

    // ---- in one session

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
        return wanted.uncarried(both, host.members(), host.links());
    }

    private void remind(NodeSettings wanted, Supplier<List<Integer>> unreached) {
        if (next != wanted || turned) {
            return;
        }
        var uncarried = unreached.get();
        var missing = changeover.waitsFor();
        if (!uncarried.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    takesSession
                            ? "ring: version {0} of the configuration waits: {1} was not heard by its transport yet"
                            : "ring: version {0} of the configuration waits for a link to {1} that stays; see ring:links",
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
        host.schedule(PATIENCE.multipliedBy(6), () -> remind(wanted, unreached));
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
            send(wanted);
        } catch (IOException e) {
            LOG.log(Level.ERROR, "ring: {0}; trying again", e.getMessage());
            host.schedule(RETRY, this::useNext);
            return;
        }
        host.event(new RingEvent.Reconfigured(wanted.ring()));
        changeover.activated();
    }

    private void send(NodeSettings wanted) throws IOException {
        if (!takesSession) {
            wire.update(wanted.understanding(current).links());
            return;
        }
        if (!wire.hasBeside() && !openBeside(wanted)) {
            throw new IOException("transport " + wanted.transport() + " was closed before it was used");
        }
        turned = true;
        wire.turn();
        transports.turned(wanted.transport());
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
        wire.closeBeside();
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
