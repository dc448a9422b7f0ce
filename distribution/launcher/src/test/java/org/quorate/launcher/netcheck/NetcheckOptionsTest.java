package org.quorate.launcher.netcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quorate.launcher.StartException;
import org.quorate.netcheck.CheckPlan;

class NetcheckOptionsTest {
    @Test
    void theUsualTestIsThatOfTheManual() throws StartException {
        var options = NetcheckOptions.of(List.of("127.0.0.1"));
        assertThat(options.plan()).isEqualTo(CheckPlan.USUAL);
        assertThat(options.targets().getFirst().getPort()).isEqualTo(5412);
        assertThat(NetcheckOptions.of(List.of("--long", "127.0.0.1")).plan().longCount())
                .isEqualTo(600);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1:99|127.0.0.1|99",
                "127.0.0.1|127.0.0.1|5412",
                "[::1]:99|0:0:0:0:0:0:0:1|99",
                "[::1]|0:0:0:0:0:0:0:1|5412",
                "::1|0:0:0:0:0:0:0:1|5412"
            })
    void addressesAreWrittenAsUsual(String word, String address, int port) throws StartException {
        var found = NetcheckOptions.address(word);
        assertThat(found.getAddress().getHostAddress()).isEqualTo(address);
        assertThat(found.getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--json|give addresses, --config FILE, or --listen ADDR",
                "--listen 127.0.0.1 127.0.0.2|--listen stands alone",
                "--code short 127.0.0.1|must be the code that the other side shows",
                "--count 0 127.0.0.1|must be a number from 1 to 100000",
                "--interval 0 127.0.0.1|must be a number from 1 to 10000"
            })
    void whatMakesNoSenseIsRefusedAsUsage(String words, String message) {
        assertThatThrownBy(() -> NetcheckOptions.of(List.of(words.split(" "))))
                .isInstanceOfSatisfying(
                        StartException.class, e -> assertThat(e.exitCode()).isEqualTo(StartException.CONFIGURATION))
                .hasMessageContaining(message);
    }

    @Test
    void aPortOutOfRangeIsRefused() {
        assertThatThrownBy(() -> NetcheckOptions.address("127.0.0.1:70000")).hasMessageContaining("1 to 65535");
    }

    @Test
    void codesAreNotTheSameTwice() {
        assertThat(Code.make()).matches("[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}").isNotEqualTo(Code.make());
    }
}
