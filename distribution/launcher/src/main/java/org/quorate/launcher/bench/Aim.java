package org.quorate.launcher.bench;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a figure should be. */
sealed interface Aim {
    /** For people; empty if there is none. */
    String text();

    /** Absent if that cannot be said. */
    Optional<Boolean> met(double ours, OptionalDouble peer);

    /** Only to be known. */
    record None() implements Aim {
        @Override
        public String text() {
            return "";
        }

        @Override
        public Optional<Boolean> met(double ours, OptionalDouble peer) {
            return Optional.empty();
        }
    }

    /** A rate. */
    record AtLeastPeer() implements Aim {
        @Override
        public String text() {
            return ">= peer";
        }

        @Override
        public Optional<Boolean> met(double ours, OptionalDouble peer) {
            return peer.isPresent() ? Optional.of(ours >= peer.getAsDouble()) : Optional.empty();
        }
    }

    /** A time. */
    record AtMostPeer() implements Aim {
        @Override
        public String text() {
            return "<= peer";
        }

        @Override
        public Optional<Boolean> met(double ours, OptionalDouble peer) {
            return peer.isPresent() ? Optional.of(ours <= peer.getAsDouble()) : Optional.empty();
        }
    }

    /** A time, a part of the peer's. */
    record AtMostOfPeer(double share) implements Aim {
        @Override
        public String text() {
            return "<= " + String.format(Locale.ROOT, "%.1f", share) + " peer";
        }

        @Override
        public Optional<Boolean> met(double ours, OptionalDouble peer) {
            return peer.isPresent() ? Optional.of(ours <= share * peer.getAsDouble()) : Optional.empty();
        }
    }

    /** Whatever the peer does. */
    record AtLeast(double limit) implements Aim {
        @Override
        public String text() {
            return ">= " + String.format(Locale.ROOT, "%.0f", limit);
        }

        @Override
        public Optional<Boolean> met(double ours, OptionalDouble peer) {
            return Optional.of(ours >= limit);
        }
    }

    /** Whatever the peer does. */
    record AtMost(double limit) implements Aim {
        @Override
        public String text() {
            return "<= " + String.format(Locale.ROOT, limit == Math.rint(limit) ? "%.0f" : "%.2f", limit);
        }

        @Override
        public Optional<Boolean> met(double ours, OptionalDouble peer) {
            return Optional.of(ours <= limit);
        }
    }
}
