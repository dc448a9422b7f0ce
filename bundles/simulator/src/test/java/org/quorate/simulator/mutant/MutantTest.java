package org.quorate.simulator.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MutantTest {
    private static final int SEEDS = 1000;

    @ParameterizedTest
    @EnumSource
    void eachPlantedDefectIsFoundWithinAThousandSeeds(Mutant mutant) throws Exception {
        var found = (String) new MutantLoader(mutant.edits()).call(Hunt.class, "firstFailure", SEEDS);
        System.out.println("planted: " + mutant + ", found by " + found);
        assertThat(found).as("%s survives", mutant).isNotEmpty();
    }

    @Test
    void theWayToAFailureIsMadeShorter() throws Exception {
        var options =
                (String) new MutantLoader(Mutant.STALE_JOINS_ARE_ACCEPTED.edits()).call(Hunt.class, "shortest", SEEDS);
        assertThat(options).startsWith("--seed ").contains(" --seconds ", "replay");
        assertThat(options.split(",")).hasSizeLessThan(6);
    }

    @Test
    void withoutADefectNothingIsFound() throws Exception {
        assertThat((String) new MutantLoader(List.of()).call(Hunt.class, "firstFailure", 200))
                .isEmpty();
    }
}
