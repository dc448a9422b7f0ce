package org.quorate.clusterfs.replica;

import java.util.stream.Collectors;

/** Where a replica is, with what it knows only there. */
sealed interface Phase {
    Mode mode();

    /** In words, for an operator. */
    String text();

    record Start() implements Phase {
        @Override
        public Mode mode() {
            return Mode.START;
        }

        @Override
        public String text() {
            return "joining the group";
        }
    }

    record StartSync(StateRound round) implements Phase {
        @Override
        public Mode mode() {
            return Mode.START_SYNC;
        }

        @Override
        public String text() {
            return round.missing().stream()
                    .map(Member::toString)
                    .collect(Collectors.joining(", ", "waiting for the state of ", ""));
        }
    }

    record Synced() implements Phase {
        @Override
        public Mode mode() {
            return Mode.SYNCED;
        }

        @Override
        public String text() {
            return "synced";
        }
    }

    record Updating(UpdateRound round) implements Phase {
        @Override
        public Mode mode() {
            return Mode.UPDATE;
        }

        @Override
        public String text() {
            return "waiting for the tree of " + round.leader();
        }
    }

    /** Changes came that were not made for want of quorum: only another round makes the tree good again. */
    record Behind() implements Phase {
        @Override
        public Mode mode() {
            return Mode.BEHIND;
        }

        @Override
        public String text() {
            return "waiting for quorum";
        }
    }

    record Left(String why) implements Phase {
        @Override
        public Mode mode() {
            return Mode.LEFT;
        }

        @Override
        public String text() {
            return "out of the group: " + why;
        }
    }
}
