package org.quorate.netcheck.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.netcheck.Defect;

class BondsTest {
    @TempDir
    Path folder;

    private void bond(String name, String mode, String lacpRate) throws IOException {
        var bonding = Files.createDirectories(folder.resolve(name).resolve("bonding"));
        Files.writeString(bonding.resolve("mode"), mode + "\n");
        Files.writeString(bonding.resolve("lacp_rate"), lacpRate + "\n");
    }

    private void above(String upper, String lower) throws IOException {
        Files.createDirectories(folder.resolve(upper).resolve("lower_" + lower));
    }

    @Test
    void anInterfaceThatIsNoBondIsWithoutHint() throws IOException {
        Files.createDirectories(folder.resolve("eth0"));
        assertThat(new Bonds(folder).findings("n1", "eth0")).isEmpty();
        assertThat(new Bonds(folder).findings("n1", "eth9")).isEmpty();
    }

    @Test
    void modesThatSpreadPacketsAreAdvisedAgainst() throws IOException {
        for (var mode : new String[] {"balance-rr 0", "balance-xor 2", "balance-tlb 5", "balance-alb 6"}) {
            bond("bond0", mode, "slow 0");
            assertThat(new Bonds(folder).findings("n1", "bond0"))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.defect()).isEqualTo(Defect.BOND);
                        assertThat(finding.failed()).isFalse();
                        assertThat(finding.text())
                                .contains("n1: interface bond0 is a bond of mode " + mode.split(" ")[0]);
                    });
        }
    }

    @Test
    void lacpIsGoodIfItIsFast() throws IOException {
        bond("bond0", "802.3ad 4", "fast 1");
        assertThat(new Bonds(folder).findings("n1", "bond0")).isEmpty();
        bond("bond0", "802.3ad 4", "slow 0");
        assertThat(new Bonds(folder).findings("n1", "bond0").getFirst().nextStep())
                .contains("bond-lacp-rate fast");
    }

    @Test
    void aBondBelowAVlanBelowABridgeIsFound() throws IOException {
        bond("bond0", "active-backup 1", "slow 0");
        above("vmbr0", "bond0.7");
        above("bond0.7", "bond0");
        assertThat(new Bonds(folder).findings("n1", "vmbr0"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.nextStep()).contains("second link"));
    }

    @Test
    void interfacesThatStandOnEachOtherEndTheSearch() throws IOException {
        above("a", "b");
        above("b", "a");
        assertThat(new Bonds(folder).findings("n1", "a")).isEmpty();
    }
}
