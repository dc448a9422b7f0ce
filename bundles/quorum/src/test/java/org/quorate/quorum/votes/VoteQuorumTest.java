package org.quorate.quorum.votes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.quorum.votes.NodeFlag.DEVICE_ALIVE;
import static org.quorate.quorum.votes.NodeFlag.DEVICE_CASTS_VOTE;
import static org.quorate.quorum.votes.NodeFlag.DEVICE_REGISTERED;
import static org.quorate.quorum.votes.NodeFlag.FIRST;
import static org.quorate.quorum.votes.NodeFlag.LEAVING;
import static org.quorate.quorum.votes.NodeFlag.MASTER_WINS;
import static org.quorate.quorum.votes.NodeFlag.QUORATE;
import static org.quorate.quorum.votes.NodeFlag.WAITING_FOR_ALL;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.quorate.quorum.votes.VoteCount.Verdict;
import org.quorate.quorum.votes.VoteEffect.Publish;
import org.quorate.quorum.votes.VoteEffect.Refuse;
import org.quorate.quorum.votes.VoteEffect.Send;
import org.quorate.quorum.votes.VoteEvent.Attached;
import org.quorate.quorum.votes.VoteEvent.Detaching;
import org.quorate.quorum.votes.VoteEvent.ExpectVotesRequested;
import org.quorate.quorum.votes.VoteEvent.Received;
import org.quorate.quorum.votes.VoteEvent.RulesChanged;
import org.quorate.quorum.votes.VoteEvent.SyncActivated;
import org.quorate.quorum.votes.VoteEvent.SyncBegan;
import org.quorate.quorum.votes.VoteEvent.SyncTurn;
import org.quorate.quorum.votes.VoteEvent.WindowExpired;
import org.quorate.quorum.votes.VoteMessage.DeviceRegistration;
import org.quorate.quorum.votes.VoteMessage.DeviceRenamed;
import org.quorate.quorum.votes.VoteMessage.NodeInfo;
import org.quorate.quorum.votes.VoteMessage.Parameter;
import org.quorate.quorum.votes.VoteMessage.Reconfigure;

/** One core by itself: what it says, what it makes of what it hears, and what it leaves alone. */
class VoteQuorumTest {
    private static VoteRules rules(int nodes, String... options) throws UnusableRulesException {
        var votes = new TreeMap<Integer, Integer>();
        for (int id = 1; id <= nodes; id++) {
            votes.put(id, 1);
        }
        var given = List.of(options);
        return VoteRules.of(
                1,
                1,
                votes,
                new VoteOptions(
                        OptionalInt.empty(),
                        false,
                        Optional.of(given.contains("wait_for_all")),
                        given.contains("last_man_standing"),
                        10_000,
                        Optional.empty(),
                        given.contains("allow_downscale"),
                        given.contains("expected_votes_tracking"),
                        given.contains("device"),
                        OptionalInt.empty()));
    }

    private static EnumSet<NodeFlag> flags(NodeFlag... flags) {
        var set = EnumSet.noneOf(NodeFlag.class);
        set.addAll(List.of(flags));
        return set;
    }

    private static NodeInfo info(int node, int expected, NodeFlag... flags) {
        return new NodeInfo(node, 1, expected, flags(flags));
    }

    /** A ring with others who have each said this. */
    private static void ring(VoteQuorum votes, List<Integer> transitional, NodeInfo... others) {
        var members = new java.util.ArrayList<>(List.of(1));
        List.of(others).forEach(other -> members.add(other.nodeId()));
        votes.on(new SyncBegan(transitional, members));
        votes.on(new SyncTurn());
        List.of(others).forEach(other -> votes.on(new Received(other.nodeId(), other)));
        votes.on(new SyncActivated());
    }

    private static List<VoteMessage> sent(List<VoteEffect> effects) {
        return effects.stream()
                .filter(Send.class::isInstance)
                .map(effect -> ((Send) effect).message())
                .toList();
    }

    @Test
    void aNodeIntroducesItselfAsTheFirst() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(3, "wait_for_all"), 0);
        assertThat(sent(votes.on(new Attached()))).containsExactly(info(1, 3, WAITING_FOR_ALL, FIRST));
        assertThat(votes.count().verdict()).isEqualTo(Verdict.NO_RING);
    }

    @Test
    void aloneItIsStillTheFirstAndWithAnotherItIsNot() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(3), 0);
        votes.on(new SyncBegan(List.of(1), List.of(1)));
        assertThat(sent(votes.on(new SyncTurn())))
                .containsExactly(info(1, 3, FIRST), new NodeInfo(NodeInfo.DEVICE, 0, 0, flags()));
        votes.on(new SyncBegan(List.of(1), List.of(1, 2)));
        assertThat(sent(votes.on(new SyncTurn()))).first().isEqualTo(info(1, 3));
        votes.on(new SyncBegan(List.of(1), List.of(1)));
        assertThat(sent(votes.on(new SyncTurn()))).first().isEqualTo(info(1, 3));
    }

    @Test
    void nothingIsPublishedBeforeAllHaveTold() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(3), 0);
        assertThat(votes.on(new SyncBegan(List.of(1), List.of(1, 2)))).isEmpty();
        assertThat(votes.on(new Received(2, info(2, 3)))).isEmpty();
        assertThat(votes.on(new SyncActivated())).contains(new Publish(votes.count()));
        assertThat(votes.count().quorate()).isTrue();
    }

    @Test
    void whoBecomesQuorateTellsThoseWhoMayNotKnow() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(3), 0);
        votes.on(new SyncBegan(List.of(1), List.of(1, 2)));
        votes.on(new SyncTurn());
        votes.on(new Received(2, info(2, 3)));
        assertThat(sent(votes.on(new SyncActivated()))).containsExactly(info(1, 3, QUORATE));
        assertThat(sent(votes.on(new Received(2, info(2, 3, QUORATE))))).isEmpty();
    }

    @Test
    void survivorsThatHaveLostTheQuorumDoNotSayThatTheyHaveIt() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(5), 0);
        ring(votes, List.of(1), info(2, 5), info(3, 5));
        votes.on(new SyncBegan(List.of(1), List.of(1, 4, 5)));
        assertThat(sent(votes.on(new SyncTurn()))).first().isEqualTo(info(1, 5));
        votes.on(new SyncBegan(List.of(1), List.of(1, 2, 3)));
        assertThat(sent(votes.on(new SyncTurn()))).first().isEqualTo(info(1, 5));
    }

    @Test
    void aMemberThatSaysNothingHasNoVote() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(3), 0);
        votes.on(new SyncBegan(List.of(1), List.of(1, 2, 3)));
        votes.on(new Received(2, info(2, 3)));
        votes.on(new SyncActivated());
        assertThat(votes.count().members().keySet()).containsExactly(1, 2);
    }

    @Test
    void aNodeThatStaysNeedsNotTellAgainAndOneThatReturnsDoes() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(3), 0);
        ring(votes, List.of(1), info(2, 3), info(3, 3));
        votes.on(new SyncBegan(List.of(1, 2), List.of(1, 2, 3)));
        votes.on(new SyncActivated());
        assertThat(votes.count().members().keySet()).containsExactly(1, 2);
    }

    @Test
    void nobodySpeaksForAnotherNodeOrFromOutside() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(3), 0);
        ring(votes, List.of(1), info(2, 3));
        var before = votes.count();
        votes.on(new Received(2, new NodeInfo(3, 9, 9, flags(QUORATE))));
        votes.on(new Received(3, new NodeInfo(3, 9, 9, flags(QUORATE))));
        votes.on(new Received(3, new Reconfigure(3, 9, Parameter.EXPECTED_VOTES)));
        votes.on(new Received(2, new Reconfigure(3, 9, Parameter.NODE_VOTES)));
        assertThat(votes.count()).isEqualTo(before);
    }

    @Test
    void whatIsSaidBeforeTheFirstRingIsLost() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(3), 0);
        assertThat(votes.on(new Received(1, info(1, 3, FIRST)))).isEmpty();
        assertThat(votes.on(new Detaching())).isEmpty();
    }

    @Test
    void theHighestExpectationOfTheQuorateCountsAndOneVoteMoreThanHalfOfIt() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(3), 0);
        ring(votes, List.of(1), info(2, 3));
        votes.on(new Received(2, info(2, 7, QUORATE)));
        assertThat(votes.count().expectedVotes()).isEqualTo(3);
        assertThat(votes.count().highestExpected()).isEqualTo(7);
        assertThat(votes.count().quorum()).isEqualTo(4);
        assertThat(votes.count().verdict()).isEqualTo(Verdict.TOO_FEW_VOTES);
    }

    @Test
    void ofSeveralQuorateExpectationsTheHighestIsAdoptedInWhateverOrderTheyCome() throws UnusableRulesException {
        for (var order : List.of(List.of(2, 3), List.of(3, 2))) {
            var votes = new VoteQuorum(rules(9), 0);
            votes.on(new SyncBegan(List.of(1), List.of(1, 2, 3)));
            order.forEach(node -> votes.on(new Received(node, info(node, node, QUORATE))));
            votes.on(new SyncActivated());
            assertThat(votes.count().expectedVotes()).isEqualTo(3);
            assertThat(votes.count().quorate()).isTrue();
        }
    }

    @Test
    void expectedVotesCannotBeAskedForWhileTheRingIsFormed() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(3), 0);
        assertThat(votes.on(new ExpectVotesRequested(1))).hasOnlyElementsOfType(Refuse.class);
        ring(votes, List.of(1), info(2, 3));
        votes.on(new SyncBegan(List.of(1), List.of(1)));
        assertThat(votes.on(new ExpectVotesRequested(1))).hasOnlyElementsOfType(Refuse.class);
    }

    @Test
    void expectedVotesAreBounded() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(3), 0);
        ring(votes, List.of(1));
        assertThat(votes.on(new ExpectVotesRequested(Integer.MAX_VALUE)))
                .singleElement()
                .asString()
                .contains("must be at most " + VoteRules.MAX_EXPECTED_VOTES);
        assertThat(sent(votes.on(new ExpectVotesRequested(VoteRules.MAX_EXPECTED_VOTES))))
                .containsExactly(new Reconfigure(1, VoteRules.MAX_EXPECTED_VOTES, Parameter.EXPECTED_VOTES));
    }

    @Test
    void aChangeThatArrivesWhileTheRingIsFormedTakesEffectWithTheRing() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(5), 0);
        ring(votes, List.of(1), info(2, 5));
        votes.on(new SyncBegan(List.of(1, 2), List.of(1, 2)));
        assertThat(votes.on(new Received(2, new Reconfigure(2, 2, Parameter.EXPECTED_VOTES))))
                .isEmpty();
        votes.on(new SyncActivated());
        assertThat(votes.count().quorum()).isEqualTo(2);
        assertThat(votes.count().quorate()).isTrue();
    }

    @Test
    void aWindowThatEndsWhileTheRingIsFormedBeginsAnew() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(5, "last_man_standing"), 0);
        ring(votes, List.of(1), info(2, 5), info(3, 5), info(4, 5));
        votes.on(new SyncBegan(List.of(1, 2, 3), List.of(1, 2, 3)));
        assertThat(votes.on(new SyncActivated())).contains(new VoteEffect.ArmWindow(10_000));
        votes.on(new SyncBegan(List.of(1, 2, 3), List.of(1, 2, 3)));
        assertThat(votes.on(new WindowExpired())).containsExactly(new VoteEffect.ArmWindow(10_000));
        votes.on(new SyncActivated());
        votes.on(new WindowExpired());
        assertThat(votes.count().expectedVotes()).isEqualTo(3);
        assertThat(votes.on(new WindowExpired())).isEmpty();
    }

    @Test
    void goodbyeIsSaidOnlyWithAllowDownscale() throws UnusableRulesException {
        var plain = new VoteQuorum(rules(2), 0);
        ring(plain, List.of(1), info(2, 2));
        assertThat(plain.on(new Detaching())).isEmpty();
        var downscale = new VoteQuorum(rules(2, "allow_downscale"), 0);
        ring(downscale, List.of(1), info(2, 2));
        assertThat(sent(downscale.on(new Detaching()))).containsExactly(info(1, 2, QUORATE, LEAVING));
    }

    @Test
    void aNodeThatIsLeavingDoesNotCount() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(3), 0);
        ring(votes, List.of(1), info(2, 3), info(3, 3));
        votes.on(new Received(3, info(3, 3, QUORATE, LEAVING)));
        assertThat(votes.count().members().keySet()).containsExactly(1, 2);
        assertThat(votes.count().expectedVotes()).isEqualTo(3);
    }

    @Test
    void trackedVotesAreStoredBeforeTheyArePublished() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(2, "expected_votes_tracking"), 0);
        votes.on(new SyncBegan(List.of(1), List.of(1, 2, 3)));
        votes.on(new Received(2, info(2, 2)));
        votes.on(new Received(3, info(3, 2)));
        assertThat(votes.on(new SyncActivated())).startsWith(new VoteEffect.Persist(3), new Publish(votes.count()));
        assertThat(new VoteQuorum(rules(2, "expected_votes_tracking"), 3)
                        .count()
                        .expectedVotes())
                .isEqualTo(3);
        assertThat(new VoteQuorum(rules(2), 3).count().expectedVotes()).isEqualTo(2);
    }

    @Test
    void aConfigurationThatChangesNothingSaysNothing() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(3), 0);
        ring(votes, List.of(1), info(2, 3));
        assertThat(votes.on(new RulesChanged(rules(3)))).isEmpty();
        assertThat(sent(votes.on(new RulesChanged(rules(4)))))
                .containsExactly(info(1, 4, QUORATE), new Reconfigure(1, 4, Parameter.EXPECTED_VOTES));
        assertThat(votes.count().expectedVotes()).isEqualTo(3);
    }

    // ---- devices of other nodes

    @Test
    void theVoteOfADeviceThatWinsMakesItsPartQuorate() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(5), 0);
        ring(votes, List.of(1), info(2, 5));
        assertThat(votes.count().verdict()).isEqualTo(Verdict.TOO_FEW_VOTES);
        votes.on(new Received(2, info(2, 5, DEVICE_REGISTERED, DEVICE_ALIVE, MASTER_WINS)));
        assertThat(votes.count().verdict()).isEqualTo(Verdict.TOO_FEW_VOTES);
        votes.on(new Received(2, info(2, 5, DEVICE_REGISTERED, DEVICE_ALIVE, DEVICE_CASTS_VOTE, MASTER_WINS)));
        assertThat(votes.count().verdict()).isEqualTo(Verdict.MASTER_WINS);
        votes.on(new Received(2, info(2, 5, DEVICE_REGISTERED, DEVICE_CASTS_VOTE, MASTER_WINS)));
        assertThat(votes.count().verdict()).isEqualTo(Verdict.TOO_FEW_VOTES);
    }

    @Test
    void theVotesOfADeviceAreExpectedAndThoseOfNoDeviceAreNot() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(2), 0);
        ring(votes, List.of(1), info(2, 2));
        votes.on(new Received(2, new NodeInfo(NodeInfo.DEVICE, 1, 0, flags())));
        assertThat(votes.count().expectedVotes()).isEqualTo(2);
        votes.on(new Received(2, info(2, 2, QUORATE, DEVICE_REGISTERED)));
        assertThat(votes.count().expectedVotes()).isEqualTo(3);
        assertThat(votes.count().totalVotes()).isEqualTo(2);
    }

    @Test
    void theQuorateKnowHowManyVotesADeviceHas() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(3, "device"), 0);
        votes.on(new SyncBegan(List.of(1), List.of(1, 2, 3)));
        votes.on(new Received(2, info(2, 4, QUORATE, DEVICE_REGISTERED)));
        votes.on(new Received(2, new NodeInfo(NodeInfo.DEVICE, 1, 0, flags())));
        votes.on(new Received(3, info(3, 4)));
        votes.on(new Received(3, new NodeInfo(NodeInfo.DEVICE, 0, 0, flags())));
        votes.on(new SyncActivated());
        assertThat(sent(votes.on(new SyncTurn()))).contains(new NodeInfo(NodeInfo.DEVICE, 1, 0, flags()));
    }

    @Test
    void amongEqualsTheHighestIsWhatADeviceHas() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(3, "device"), 0);
        ring(votes, List.of(1), info(2, 5), info(3, 5, DEVICE_REGISTERED));
        assertThat(votes.count().quorate()).isTrue();
        votes.on(new Received(3, new NodeInfo(NodeInfo.DEVICE, 1, 0, flags())));
        assertThat(sent(votes.on(new SyncTurn()))).contains(new NodeInfo(NodeInfo.DEVICE, 2, 0, flags()));
        votes.on(new Received(3, new NodeInfo(NodeInfo.DEVICE, 4, 0, flags())));
        assertThat(sent(votes.on(new SyncTurn()))).contains(new NodeInfo(NodeInfo.DEVICE, 4, 0, flags()));
    }

    @Test
    void aDeviceIsKnownByItsNameUntilTheLastHasUnregisteredIt() throws UnusableRulesException {
        var votes = new VoteQuorum(rules(3), 0);
        ring(votes, List.of(1), info(2, 3, DEVICE_REGISTERED));
        assertThat(names(votes)).isEmpty();
        votes.on(new Received(2, new DeviceRegistration(true, "Qdevice")));
        votes.on(new Received(2, new DeviceRegistration(true, "Other")));
        assertThat(names(votes)).containsExactly("Qdevice");
        votes.on(new Received(2, new DeviceRenamed("None", "Other")));
        votes.on(new Received(2, new DeviceRenamed("Qdevice", "Arbiter")));
        assertThat(names(votes)).containsExactly("Arbiter");
        votes.on(new Received(2, new DeviceRegistration(false, "Arbiter")));
        assertThat(names(votes)).containsExactly("Arbiter");
        votes.on(new Received(2, info(2, 3)));
        votes.on(new Received(2, new DeviceRegistration(false, "Arbiter")));
        assertThat(names(votes)).isEmpty();
    }

    private static List<String> names(VoteQuorum votes) {
        return sent(votes.on(new SyncTurn())).stream()
                .filter(DeviceRegistration.class::isInstance)
                .map(message -> ((DeviceRegistration) message).name())
                .toList();
    }
}
