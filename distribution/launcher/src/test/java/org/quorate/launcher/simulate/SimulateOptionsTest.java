package org.quorate.launcher.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.quorate.launcher.StartException;
import org.quorate.simulator.FaultClass;

class SimulateOptionsTest {
    @Test
    void aSeedHasTheFaultsThatAreNamedAllOfThem() throws StartException {
        var options = SimulateOptions.of(List.of("--seed", "7", "--seconds", "30", "--fault", "one-way,crash"));
        var plan = options.plan(options.seed().orElseThrow());
        assertThat(plan.seed()).isEqualTo(7);
        assertThat(plan.seconds()).isEqualTo(30);
        assertThat(plan.drawn()).isFalse();
        assertThat(plan.faults()).containsExactlyInAnyOrder(FaultClass.ONE_WAY, FaultClass.CRASH);
    }

    @Test
    void manySeedsDrawAmongAllFaults() throws StartException {
        var plan = SimulateOptions.of(List.of("--minutes", "2", "--nodes", "5")).firstPlan();
        assertThat(plan.drawn()).isTrue();
        assertThat(plan.seconds()).isEqualTo(120);
        assertThat(plan.nodes()).isEqualTo(5);
        assertThat(plan.faults()).containsExactlyInAnyOrder(FaultClass.values());
    }

    @Test
    void anUnknownFaultIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> SimulateOptions.of(List.of("--fault", "rain")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("found rain")
                .hasMessageContaining("majorities-ring");
    }

    @Test
    void aTraceNeedsASeed() {
        assertThatThrownBy(() -> SimulateOptions.of(List.of("--trace")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("--seed");
    }

    @Test
    void oneSeedEndsWithItsVerdict() throws StartException {
        assertThat(SimulateProgram.run(List.of("--seed", "1", "--seconds", "5")))
                .isZero();
    }
}
