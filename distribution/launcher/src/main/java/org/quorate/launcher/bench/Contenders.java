package org.quorate.launcher.bench;

import java.io.PrintStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quorate.launcher.StartException;

/** Our nodes, and a peer for as long as it does what it is asked: without it the run goes on. */
final class Contenders {
    private final QuorateNodes ours;
    private final PrintStream progress;
    private @Nullable Contender peer;

    /** Something that is measured on each. */
    interface Measurement {
        void on(Contender contender) throws StartException, InterruptedException;
    }

    Contenders(QuorateNodes ours, Optional<CorosyncNodes> peer, PrintStream progress) {
        this.ours = ours;
        this.peer = peer.orElse(null);
        this.progress = progress;
    }

    QuorateNodes ours() {
        return ours;
    }

    Optional<Contender> peer() {
        return Optional.ofNullable(peer);
    }

    /** Ours first. */
    void each(Measurement measurement) throws StartException, InterruptedException {
        measurement.on(ours);
        Contender other = peer;
        if (other != null) {
            try {
                measurement.on(other);
            } catch (StartException e) {
                progress.println(other.name() + " is left out from here on: " + e.getMessage());
                peer = null;
                other.stop();
            }
        }
    }

    void stop() throws InterruptedException {
        ours.stop();
        Contender other = peer;
        if (other != null) {
            other.stop();
        }
    }
}
