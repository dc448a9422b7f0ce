package org.quorate.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes {@link QuorumOptions} of the {@code quorum} section. What corosync's votequorum refuses when it is loaded is an
 * error here; what it switches off with a line in the log is a warning.
 */
final class QuorumReader {
    private static final String PROVIDER = "corosync_votequorum";

    private final Keys quorum;
    private final Keys device;
    private final Nodelist nodelist;

    QuorumReader(CorosyncConf document, Nodelist nodelist, Findings findings) {
        this.quorum = new Keys("quorum", document.sections("quorum"), findings);
        this.device = new Keys("quorum.device", document.sections("quorum.device"), findings);
        this.nodelist = nodelist;
    }

    QuorumOptions read() {
        quorum.warnOfRepeated();
        device.warnOfRepeated();
        quorum.number("votes", 0, Integer.MAX_VALUE);
        var options = new QuorumOptions(
                Optional.of(quorum.choice("provider", "", PROVIDER)).filter(provider -> !provider.isEmpty()),
                quorum.number("expected_votes", 1, Integer.MAX_VALUE),
                quorum.flag("two_node").orElse(false),
                quorum.flag("wait_for_all"),
                quorum.flag("last_man_standing").orElse(false),
                quorum.numberOrDefault(
                                "last_man_standing_window",
                                1,
                                Integer.MAX_VALUE,
                                "a number of milliseconds from 1 to " + Integer.MAX_VALUE)
                        .orElse(10_000),
                tieBreaker(),
                quorum.flag("allow_downscale").orElse(false),
                quorum.flag("expected_votes_tracking").orElse(false),
                device());
        if (options.provider().isPresent()) {
            checkVotes(options);
            checkTieBreaker(options);
            options.device().ifPresent(arbiter -> checkDevice(options, arbiter));
        }
        return options;
    }

    private Optional<String> tieBreaker() {
        boolean on = quorum.flag("auto_tie_breaker").orElse(false);
        boolean good = quorum.check(
                "auto_tie_breaker_node",
                QuorumReader::isTieBreaker,
                "must be lowest, highest or a list of node ids with blanks between them");
        return on && good ? quorum.text("auto_tie_breaker_node").or(() -> Optional.of("lowest")) : Optional.empty();
    }

    private static boolean isTieBreaker(String value) {
        return value.equals("lowest")
                || value.equals("highest")
                || Arrays.stream(value.split("[ \t]+")).allMatch(id -> id.matches("[1-9][0-9]{0,9}"));
    }

    private Optional<QuorumOptions.Device> device() {
        if (device.line() == 0) {
            return Optional.empty();
        }
        var read = new QuorumOptions.Device(
                device.text("model").orElse(""),
                device.number("votes", 0, Integer.MAX_VALUE),
                device.millis("timeout", 1).orElse(10_000),
                device.millis("sync_timeout", 1).orElse(30_000));
        if (read.model().isEmpty()) {
            device.warning("model", "is missing, so that the device is not used", "add \"model: net\"");
            return Optional.empty();
        }
        return Optional.of(read);
    }

    private void checkVotes(QuorumOptions options) {
        if (!nodelist.given() && options.expectedVotes().isEmpty()) {
            quorum.problem(
                    "expected_votes",
                    "is missing, and without a nodelist it cannot be counted",
                    "add it, or a nodelist");
        }
        int nodes = nodelist.nodes().size();
        if (options.twoNode() && nodelist.given() && nodes != 2) {
            quorum.warning("two_node", "is for two nodes, the nodelist has " + nodes, "remove it");
        }
        if (options.lastManStanding() && !nodelist.nodes().stream().allMatch(node -> node.votes() == 1)) {
            quorum.warning("last_man_standing", "needs nodes with one vote each and is off with these", "remove it");
        }
    }

    private void checkTieBreaker(QuorumOptions options) {
        if (options.autoTieBreakerNode().isEmpty()) {
            return;
        }
        if (options.twoNode()) {
            quorum.warning(
                    "auto_tie_breaker", "decides instead of two_node, which is off with it", "remove one of them");
        }
        boolean odd = isOdd(options);
        boolean waits = options.waitForAll().orElse(options.twoNode());
        if (odd && !waits && options.lastManStanding()) {
            String message = "cannot be had together with last_man_standing when the number of votes is odd, unless"
                    + " wait_for_all is on";
            quorum.problem("auto_tie_breaker", message, "add wait_for_all, or remove one of them");
        } else if (odd && !waits) {
            String message = "has nothing to decide when the number of votes is odd, and is off";
            quorum.warning("auto_tie_breaker", message, "add wait_for_all, or remove it");
        }
    }

    private void checkDevice(QuorumOptions options, QuorumOptions.Device arbiter) {
        for (String key : List.of("two_node", "last_man_standing", "auto_tie_breaker", "allow_downscale")) {
            if (quorum.text(key).equals(Optional.of("1"))) {
                quorum.problem(key, "cannot be had together with a quorum device", "remove it, or the device");
            }
        }
        OptionalInt expected = options.expectedVotes();
        if (arbiter.votes().isEmpty() && !device.has("votes")) {
            if (expected.isPresent()) {
                device.problem("votes", "is missing, and must be given when expected_votes is", "add it");
            } else if (!nodelist.nodes().stream().allMatch(node -> node.votes() == 1)) {
                device.problem("votes", "is missing, and must be given when a node has not one vote", "add it");
            }
        } else if (expected.isPresent() && expected.getAsInt() - arbiter.votes().orElse(0) < 2) {
            String message = "must leave at least 2 of the expected votes, " + expected.getAsInt() + ", to the nodes";
            device.problem("votes", message, "raise expected_votes, which counts the device, too");
        }
    }

    private boolean isOdd(QuorumOptions options) {
        if (options.expectedVotes().isPresent()) {
            return options.expectedVotes().getAsInt() % 2 != 0;
        }
        return nodelist.nodes().stream().mapToLong(NodeEntry::votes).sum() % 2 != 0;
    }
}
