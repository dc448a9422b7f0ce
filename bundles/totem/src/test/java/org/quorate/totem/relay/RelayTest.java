package org.quorate.totem.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quorate.totem.RingEffect;
import org.quorate.totem.RingEffect.Send;
import org.quorate.totem.RingSettings;
import org.quorate.totem.frame.Frame;
import org.quorate.totem.frame.HoldCancel;
import org.quorate.totem.frame.Join;
import org.quorate.totem.frame.Relayed;
import org.quorate.totem.frame.Report;
import org.quorate.totem.frame.RingId;

/** Node 1's part; the token timeout is 8 s, so that a report is due each second. */
class RelayTest {
    private static final long SECOND = 1_000_000_000L;
    private static final RingSettings SETTINGS = RingSettings.of(1, 8000, 1500);

    private final List<RingEffect> effects = new ArrayList<>();
    private final Relay relay = new Relay(SETTINGS, effects::add);
    private final Frame frame = new HoldCancel(1, new RingId(1, 8));

    @BeforeEach
    void start() {
        relay.start(0);
        effects.clear();
    }

    @Test
    void aFrameForWhoDoesNotHearThisNodeGoesByTheLowestThatHearsItAndIsHeardThere() {
        hear(new Report(4, List.of(1, 2, 3), List.of(1, 2, 3)), 1);
        hear(new Report(3, List.of(1, 2), List.of(1, 2)), 1);
        hear(new Report(5, List.of(2), List.of(2)), 1);
        relay.broadcast(frame);
        assertThat(sent()).containsExactly(new Send(3, new Relayed(1, 1, 2, frame)));
    }

    @Test
    void whoIsHeardButDoesNotHearThisNodeIsLedToAlso() {
        hear(new Report(2, List.of(3), List.of(1, 3)), 1);
        hear(new Report(3, List.of(1, 2), List.of(1, 2)), 1);
        relay.send(2, frame);
        relay.send(3, frame);
        assertThat(sent()).containsExactly(new Send(3, new Relayed(1, 1, 2, frame)));
    }

    @Test
    void nothingIsLedAroundWhileAllHearThisNode() {
        hear(new Report(2, List.of(1, 3), List.of(1, 3)), 1);
        hear(new Report(3, List.of(1, 2), List.of(1, 2)), 1);
        relay.broadcast(frame);
        assertThat(sent()).isEmpty();
    }

    @Test
    void whoIsSilentForThreeReportsAndAHalfIsNotHeard() {
        hear(new Report(2, List.of(1, 3), List.of(1, 3)), 0);
        hear(new Report(3, List.of(1, 2), List.of(1, 2)), 0);
        for (int second = 1; second <= 3; second++) {
            hear(new Report(3, List.of(1, 2), List.of(1, 2)), second);
        }
        assertThat(reportAt(3 * SECOND)).isEqualTo(new Report(1, List.of(2, 3), List.of(2, 3)));
        assertThat(reportAt(4 * SECOND)).isEqualTo(new Report(1, List.of(3), List.of(3)));
        relay.send(2, frame);
        assertThat(sent()).containsExactly(new Send(3, new Relayed(1, 1, 2, frame)));
    }

    @Test
    void aNodeThatNobodyHearsForAMinuteIsToldNothingMore() {
        hear(new Join(2, 2, List.of(2), List.of(), 4), 0);
        assertThat(sent()).hasSize(1);
        relay.tick(59 * SECOND);
        assertThat(sent()).hasSize(1);
        relay.tick(60 * SECOND);
        assertThat(sent()).isEmpty();
    }

    @Test
    void aJoinWithoutMarkMakesNobodyKnown() {
        hear(new Join(2, 2, List.of(2), List.of(), 4, false), 0);
        relay.tick(SECOND);
        assertThat(sent()).isEmpty();
    }

    @Test
    void anothersFrameIsLedToANeighbourOnceAndOnlyForANeighbour() {
        hear(new Report(2, List.of(1), List.of(1)), 1);
        hear(new Report(3, List.of(1), List.of(1)), 1);
        assertThat(received(new Relayed(2, 2, 3, frame), 1)).isNull();
        assertThat(sent()).containsExactly(new Send(3, new Relayed(1, 2, 3, frame)));
        assertThat(received(new Relayed(2, 4, 3, frame), 1))
                .as("led here by 2 already")
                .isNull();
        assertThat(received(new Relayed(4, 4, 3, frame), 1)).as("of a stranger").isNull();
        assertThat(received(new Relayed(2, 2, 5, frame), 1))
                .as("for a stranger")
                .isNull();
        assertThat(sent()).isEmpty();
    }

    @Test
    void whatIsForThisNodeIsTaken() {
        hear(new Report(2, List.of(1), List.of(1)), 1);
        assertThat(received(new Relayed(2, 3, 1, frame), 1)).isSameAs(frame);
        assertThat(received(new Relayed(2, 1, 1, frame), 1)).as("its own").isNull();
        assertThat(received(new Relayed(4, 3, 1, frame), 1))
                .as("from a stranger")
                .isNull();
    }

    @Test
    void aNodeWithoutRelayPassesTheRingsFramesAndNothingElse() {
        var off = new Relay(SETTINGS.withoutRelay(), effects::add);
        off.start(0);
        assertThat(off.received(frame, 0)).isSameAs(frame);
        assertThat(off.received(new Report(2, List.of(1), List.of(1)), 0)).isNull();
        assertThat(off.received(new Relayed(2, 3, 1, frame), 0)).isNull();
        assertThat(effects).isEmpty();
    }

    @Test
    void aNodeWhoseRelayIsSwitchedOffLeadsNothingAndTellsNothing() {
        hear(new Report(3, List.of(1, 2), List.of(1, 2)), 1);
        relay.use(SETTINGS.withoutRelay(), SECOND);
        relay.send(2, frame);
        assertThat(sent()).isEmpty();
        relay.use(SETTINGS, SECOND);
        hear(new Report(3, List.of(1, 2), List.of(1, 2)), 1);
        relay.send(2, frame);
        assertThat(sent()).hasSize(1);
    }

    private void hear(Frame heard, long second) {
        received(heard, second);
        if (heard instanceof Report) {
            effects.clear();
        }
    }

    private @Nullable Frame received(Frame heard, long second) {
        return relay.received(heard, second * SECOND);
    }

    private Frame reportAt(long now) {
        effects.clear();
        relay.tick(now);
        return sent().getFirst().frame();
    }

    private List<Send> sent() {
        var sent = effects.stream()
                .filter(Send.class::isInstance)
                .map(Send.class::cast)
                .toList();
        effects.clear();
        return sent;
    }
}
