package org.quorate.quorum.votes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What follows from a quorum section; the expectations are those of corosync 3.1.7 started with it. */
class VoteRulesTest {
    private OptionalInt expectedVotes = OptionalInt.empty();
    private boolean twoNode;
    private Optional<Boolean> waitForAll = Optional.empty();
    private boolean lastManStanding;
    private Optional<TieBreaker> tieBreaker = Optional.empty();
    private boolean allowDownscale;
    private boolean tracking;
    private boolean device;
    private OptionalInt deviceVotes = OptionalInt.empty();

    private VoteRules rules(int... votes) throws UnusableRulesException {
        var nodes = new TreeMap<Integer, Integer>();
        for (int i = 0; i < votes.length; i++) {
            nodes.put(i + 1, votes[i]);
        }
        var options = new VoteOptions(
                expectedVotes,
                twoNode,
                waitForAll,
                lastManStanding,
                10_000,
                tieBreaker,
                allowDownscale,
                tracking,
                device,
                deviceVotes);
        return VoteRules.of(1, nodes.getOrDefault(1, 1), nodes, options);
    }

    private void assertRefused(String key, int... votes) {
        assertThatThrownBy(() -> rules(votes))
                .isInstanceOf(UnusableRulesException.class)
                .hasMessageContaining(key);
    }

    @Test
    void theNodelistIsSummedUp() throws UnusableRulesException {
        assertThat(rules(1, 1, 3).expectedVotes()).isEqualTo(5);
        assertThat(rules(3, 0).localVotes()).isEqualTo(3);
    }

    @Test
    void expectedVotesOverrideTheNodelist() throws UnusableRulesException {
        expectedVotes = OptionalInt.of(7);
        assertThat(rules(1, 1).expectedVotes()).isEqualTo(7);
        assertThat(rules().expectedVotes()).isEqualTo(7);
    }

    @Test
    void withNeitherNodelistNorExpectedVotesThereIsNothingToCount() {
        assertRefused("expected_votes");
    }

    @Test
    void nodesWithoutAnyVoteAreNoCluster() {
        assertRefused("expected_votes", 0, 0);
    }

    @Test
    void twoNodeBringsWaitForAllUnlessThatIsGiven() throws UnusableRulesException {
        twoNode = true;
        assertThat(rules(1, 1).waitForAll()).isTrue();
        waitForAll = Optional.of(false);
        assertThat(rules(1, 1).waitForAll()).isFalse();
        assertThat(rules(1, 1).twoNode()).isTrue();
    }

    @Test
    void autoTieBreakerTakesThePlaceOfTwoNodeAndKeepsItsWaitForAll() throws UnusableRulesException {
        twoNode = true;
        tieBreaker = Optional.of(new TieBreaker.Lowest());
        var rules = rules(1, 1);
        assertThat(rules.twoNode()).isFalse();
        assertThat(rules.waitForAll()).isTrue();
        assertThat(rules.notes()).singleElement().asString().contains("two_node");
    }

    @Test
    void aTieBreakerForAnOddNumberNeedsWaitForAll() throws UnusableRulesException {
        tieBreaker = Optional.of(new TieBreaker.Highest());
        assertThat(rules(1, 1, 1, 1).tieBreaker()).isPresent();
        assertThat(rules(1, 1, 1).tieBreaker()).isEmpty();
        assertThat(rules(1, 1, 1).notes()).singleElement().asString().contains("auto_tie_breaker");
        waitForAll = Optional.of(true);
        assertThat(rules(1, 1, 1).tieBreaker()).isPresent();
        assertThat(rules(1, 1, 1).notes()).isEmpty();
    }

    @Test
    void anOddTieBreakerWithLastManStandingAndWithoutWaitForAllIsRefused() throws UnusableRulesException {
        tieBreaker = Optional.of(new TieBreaker.Lowest());
        lastManStanding = true;
        assertRefused("auto_tie_breaker", 1, 1, 1);
        waitForAll = Optional.of(true);
        assertThat(rules(1, 1, 1).lastManStanding()).isTrue();
    }

    @Test
    void lastManStandingIsOffWhereNodesHaveNotOneVoteEach() throws UnusableRulesException {
        lastManStanding = true;
        assertThat(rules(1, 1, 1).lastManStanding()).isTrue();
        assertThat(rules(3, 1, 1).lastManStanding()).isFalse();
        assertThat(rules(3, 1, 1).notes()).singleElement().asString().contains("last_man_standing");
    }

    @Test
    void aDeviceBringsOneVoteLessThanTheNodes() throws UnusableRulesException {
        device = true;
        assertThat(rules(1, 1, 1).deviceVotes()).isEqualTo(2);
        assertThat(rules(1, 1, 1).expectedVotes()).isEqualTo(5);
        deviceVotes = OptionalInt.of(1);
        assertThat(rules(1, 1, 1, 1).expectedVotes()).isEqualTo(5);
    }

    @Test
    void theVotesOfADeviceMustBeGivenWhereTheyCannotBeGuessed() throws UnusableRulesException {
        device = true;
        assertRefused("device.votes", 2, 1);
        assertRefused("device.votes");
        expectedVotes = OptionalInt.of(5);
        assertRefused("device.votes", 1, 1, 1);
        deviceVotes = OptionalInt.of(2);
        assertThat(rules(1, 1, 1).expectedVotes()).isEqualTo(5);
        deviceVotes = OptionalInt.of(4);
        assertRefused("expected_votes", 1, 1, 1);
    }

    @Test
    void aDeviceCannotBeHadTogetherWithOtherWaysToBreakATie() {
        device = true;
        twoNode = true;
        assertRefused("device", 1, 1);
        twoNode = false;
        lastManStanding = true;
        assertRefused("device", 1, 1);
        lastManStanding = false;
        allowDownscale = true;
        assertRefused("device", 1, 1);
        allowDownscale = false;
        tieBreaker = Optional.of(new TieBreaker.Lowest());
        assertRefused("device", 1, 1);
    }

    @Test
    void allowDownscaleTracksExpectedVotesAndTheNodelistIsTheFloor() throws UnusableRulesException {
        allowDownscale = true;
        expectedVotes = OptionalInt.of(3);
        assertThat(rules(1, 1, 1, 1, 1).tracking()).isTrue();
        assertThat(rules(1, 1, 1, 1, 1).floorVotes()).isEqualTo(5);
        assertThat(rules().floorVotes()).isEqualTo(3);
    }

    @Test
    void onlyVotesExpectedVotesTwoNodeAndTheDeviceChangeWhileANodeRuns() throws UnusableRulesException {
        var before = rules(1, 1, 1);
        lastManStanding = true;
        allowDownscale = true;
        waitForAll = Optional.of(true);
        expectedVotes = OptionalInt.of(6);
        var after = before.changedBy(rules(2, 1, 1));
        assertThat(after.expectedVotes()).isEqualTo(6);
        assertThat(after.localVotes()).isEqualTo(2);
        assertThat(after.lastManStanding()).isFalse();
        assertThat(after.allowDownscale()).isFalse();
        assertThat(after.tracking()).isFalse();
        assertThat(after.waitForAll()).isFalse();
    }

    @Test
    void waitForAllGoesWithTwoNodeWhileANodeRunsUnlessItWasGiven() throws UnusableRulesException {
        var implied = rules(1, 1);
        waitForAll = Optional.of(false);
        var given = rules(1, 1);
        waitForAll = Optional.empty();
        twoNode = true;
        assertThat(implied.changedBy(rules(1, 1)).waitForAll()).isTrue();
        assertThat(given.changedBy(rules(1, 1)).waitForAll()).isFalse();
    }
}
