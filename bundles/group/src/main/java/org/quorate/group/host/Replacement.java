package org.quorate.group.host;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.quorate.spi.transport.Transport;

/**
 * Exchanges the session in use for one of another bundle with the same transport, mostly a newer version of it. It is opened
 * beside, with the same settings; when it reaches whom the present one reaches, it is sent by, and the present one is closed. To
 * other nodes the two are one, so they are not asked. On the ring thread.
 */
final class Replacement {
    private static final System.Logger LOG = System.getLogger(Replacement.class.getName());

    private static final Duration LOOK = Duration.ofMillis(50);

    /** Links that are to be up need less; and who could not be opened is tried again after this. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RingHost host;
    private final Wire wire;
    private final BooleanSupplier busy;
    private @Nullable Transport next;

    /** Of the transport that is exchanged. */
    private String name = "";

    /** @param busy whether the configuration changes, which goes first */
    Replacement(RingHost host, Wire wire, BooleanSupplier busy) {
        this.host = host;
        this.wire = wire;
        this.busy = busy;
    }

    /** This one is preferred to the one in use, which is still there; or is the one in use, and preferred again. */
    void by(Transport preferred) {
        var before = next;
        if (before != null) {
            wire.closeBeside(before);
        }
        next = wire.uses(preferred) ? null : preferred;
        name = wire.name();
        if (next != null) {
            look(preferred);
            host.schedule(PATIENCE, () -> remind(preferred));
        }
    }

    /** Without any beside: this one is the only one from the next opening on, or there is none. */
    void use(@Nullable Transport only, String nameOfIt) {
        if (only != null && wire.uses(only)) {
            by(only);
        } else {
            next = null;
            wire.use(only, nameOfIt);
        }
    }

    /** Its bundle goes. */
    void lost(Transport gone) {
        var successor = next;
        if (successor == gone) {
            next = null;
        } else if (successor != null && wire.uses(gone)) {
            next = null;
            host.useNow(successor);
        }
    }

    private void look(Transport successor) {
        if (next != successor) {
            return;
        }
        if (busy.getAsBoolean()) {
            host.schedule(LOOK, () -> look(successor));
        } else if (!name.equals(wire.name())) {
            next = null; // another transport is in use meanwhile
        } else if (!wire.isOpen()) {
            next = null;
            host.useNow(successor);
        } else if (!wire.hasBeside() && !open(successor)) {
            host.schedule(PATIENCE, () -> look(successor));
        } else if (reachesAll()) {
            next = null;
            wire.succeed();
            LOG.log(Level.INFO, "ring: the transport of another bundle is in use; the ring has not noticed");
        } else {
            host.schedule(LOOK, () -> look(successor));
        }
    }

    /** What both send in the meantime is of one process to others. */
    private boolean reachesAll() {
        wire.handOver();
        return wire.unreached(host.members()).isEmpty();
    }

    private boolean open(Transport successor) {
        try {
            wire.openSuccessor(successor);
            return true;
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "ring: the transport of another bundle is preferred, but cannot be opened beside the one in use, which stays:"
                            + " {0}",
                    e.getMessage());
            return false;
        }
    }

    private void remind(Transport successor) {
        if (next == successor && wire.hasBeside() && !busy.getAsBoolean()) {
            LOG.log(
                    Level.WARNING,
                    "ring: the transport of another bundle is preferred, but does not reach {0}; the one in use stays",
                    wire.unreached(host.members()));
            host.schedule(PATIENCE.multipliedBy(6), () -> remind(successor));
        }
    }
}
