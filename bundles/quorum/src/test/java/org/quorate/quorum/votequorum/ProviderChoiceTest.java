package org.quorate.quorum.votequorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.osgi.service.component.ComponentContext;
import org.quorate.quorum.QuorumRefusedException;
import org.quorate.quorum.QuorumStatus;
import org.quorate.ring.RingId;
import org.quorate.ring.RingPhase;
import org.quorate.ring.RingStatus;

class ProviderChoiceTest {
    private final List<String> calls = new ArrayList<>();
    private final List<String> stopped = new ArrayList<>();

    /** Notes which component is enabled or disabled. */
    private ComponentContext context() {
        return (ComponentContext) Proxy.newProxyInstance(
                ComponentContext.class.getClassLoader(),
                new Class<?>[] {ComponentContext.class},
                (_, method, arguments) -> {
                    calls.add(method.getName() + " " + arguments[0]);
                    return null;
                });
    }

    private ProviderChoice choice(String... quorum) throws Exception {
        return new ProviderChoice(
                context(), Nodes.configuration(1, 3, quorum), (message, code) -> stopped.add(code + " " + message));
    }

    @Test
    void theConfiguredProviderCounts() throws Exception {
        choice("provider: corosync_votequorum");
        assertThat(calls).containsExactly("enableComponent " + VotequorumEngine.NAME);
        assertThat(stopped).isEmpty();
    }

    @Test
    void withoutAProviderNobodyCounts() throws Exception {
        choice();
        assertThat(calls).containsExactly("enableComponent " + UncountedQuorum.NAME);
    }

    @Test
    void withRulesThatCannotBeUsedTheNodeStops() throws Exception {
        choice("provider: corosync_votequorum", "expected_votes: 2000000000");
        assertThat(calls).isEmpty();
        assertThat(stopped)
                .singleElement()
                .asString()
                .startsWith("2 quorum.expected_votes: 2000000000")
                .contains("corosync.conf");
    }

    @Test
    void whoGoesTakesBothAlong() throws Exception {
        choice().close();
        assertThat(calls)
                .contains("disableComponent " + UncountedQuorum.NAME, "disableComponent " + VotequorumEngine.NAME);
    }

    @Test
    void whereNobodyCountsAnyRingMayAct() throws Exception {
        var ring = new RingStatus(
                1,
                new RingId(1, 8),
                List.of(1, 3),
                RingPhase.OPERATIONAL,
                Optional.of("udpu"),
                List.of(),
                new TreeMap<>());
        var quorum = new UncountedQuorum(Nodes.configuration(1, 3), () -> ring);
        var status = quorum.status();
        assertThat(status.provider()).isEqualTo("none");
        assertThat(status.quorate()).isTrue();
        assertThat(status.totalVotes()).isEqualTo(2);
        assertThat(status.nodes())
                .containsExactly(
                        new QuorumStatus.Node(1, 1, "n1", "192.0.2.1"), new QuorumStatus.Node(3, 1, "n3", "192.0.2.3"));
        var heard = new ArrayList<QuorumStatus>();
        quorum.addListener(heard::add);
        assertThat(heard).containsExactly(status);
        assertThatThrownBy(() -> quorum.expectVotes(1)).isInstanceOf(QuorumRefusedException.class);
    }
}
