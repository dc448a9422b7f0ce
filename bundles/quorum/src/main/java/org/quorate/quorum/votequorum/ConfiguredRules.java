package org.quorate.quorum.votequorum;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.QuorumOptions;
import org.quorate.quorum.votes.TieBreaker;
import org.quorate.quorum.votes.UnusableRulesException;
import org.quorate.quorum.votes.VoteOptions;
import org.quorate.quorum.votes.VoteRules;

/** The rules that a configuration asks for. */
final class ConfiguredRules {
    private ConfiguredRules() {}

    static VoteRules of(ActiveConfiguration configuration) throws UnusableRulesException {
        var members = configuration.members();
        var votes = new TreeMap<Integer, Integer>(Integer::compareUnsigned);
        if (!configuration.cluster().nodes().isEmpty()) {
            members.nodes().forEach(node -> votes.put(node.nodeId(), node.votes()));
        }
        return VoteRules.of(
                members.localNodeId(),
                members.local().votes(),
                votes,
                options(configuration.cluster().quorum()));
    }

    private static VoteOptions options(QuorumOptions quorum) throws UnusableRulesException {
        Optional<TieBreaker> tieBreaker = quorum.autoTieBreakerNode().isPresent()
                ? Optional.of(TieBreaker.parse(quorum.autoTieBreakerNode().get()))
                : Optional.empty();
        return new VoteOptions(
                quorum.expectedVotes(),
                quorum.twoNode(),
                quorum.waitForAll(),
                quorum.lastManStanding(),
                quorum.lastManStandingWindowMillis(),
                tieBreaker,
                quorum.allowDownscale(),
                quorum.expectedVotesTracking(),
                quorum.device().isPresent(),
                quorum.device().map(QuorumOptions.Device::votes).orElse(OptionalInt.empty()));
    }
}
