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
    private Optional<String> leftOut = Optional.empty();

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

    /** Why the peer was not measured to the end. */
    Optional<String> leftOut() {
        return leftOut;
    }

    /** Ours first. */
    void each(Measurement measurement) throws StartException, InterruptedException {
        measurement.on(ours);
        Contender other = peer;
        if (other != null) {
            try {
                measurement.on(other);
            } catch (StartException e) {
                leftOut = Optional.of(other.name() + " was left out in the middle: " + e.getMessage());
                progress.println(leftOut.get());
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
