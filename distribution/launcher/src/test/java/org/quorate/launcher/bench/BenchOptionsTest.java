package org.quorate.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quorate.launcher.StartException;
import org.quorate.launcher.bench.BenchOptions.Part;

class BenchOptionsTest {
    @Test
    void withoutOptionsAllIsMeasuredOnLoopback() throws StartException {
        var options = BenchOptions.of(List.of());
        assertThat(options.parts()).containsExactly(Part.RING, Part.FILES, Part.START, Part.FAILURE);
        assertThat(options.sizes()).containsExactly(64, 1024, 16384, 65536);
        assertThat(options.losses()).isEmpty();
        assertThat(options.seconds()).isEqualTo(4);
        assertThat(options.namespaces()).isFalse();
        assertThat(options.wire()).isEqualTo(new Wire("udpu", "none", "none"));
        assertThat(options.wire().text()).isEqualTo("udpu, not encrypted");
    }

    @Test
    void withKnetThereMayBeEncryption() throws StartException {
        var plain = BenchOptions.of(List.of("--transport", "knet")).wire();
        assertThat(plain).isEqualTo(new Wire("knet", "none", "none"));
        assertThat(plain.encrypted()).isFalse();
        assertThat(BenchOptions.of(List.of("--transport", "knet", "--crypto", "none"))
                        .wire())
                .isEqualTo(plain);
        var encrypted = BenchOptions.of(List.of("--transport=knet", "--crypto=aes256/sha256"))
                .wire();
        assertThat(encrypted.encrypted()).isTrue();
        assertThat(encrypted.text()).isEqualTo("knet, aes256/sha256");
    }

    @Test
    void withAPeerBothAreInNamespacesUnlessOtherwiseSaid() throws StartException {
        assertThat(BenchOptions.of(List.of("--peer-scripts", "x")).namespaces()).isTrue();
        assertThat(BenchOptions.of(List.of("--peer-scripts", "x", "--on-loopback"))
                        .namespaces())
                .isFalse();
    }

    @Test
    void linksFailWhereThereCanBeTwo() throws StartException {
        assertThat(BenchOptions.of(List.of("--transport", "knet", "--peer-scripts", "x"))
                        .has(Part.FAILOVER))
                .isTrue();
        assertThat(BenchOptions.of(List.of("--transport", "knet")).has(Part.FAILOVER))
                .isFalse();
        assertThat(BenchOptions.of(List.of("--peer-scripts", "x")).has(Part.FAILOVER))
                .isFalse();
    }

    @Test
    void severalPartsAndSizesStandWithCommasBetween() throws StartException {
        var options = BenchOptions.of(List.of("--only", "ring,start", "--sizes=64,1000,64"));
        assertThat(options.parts()).containsExactly(Part.RING, Part.START);
        assertThat(options.sizes()).containsExactly(64, 1000);
        assertThat(BenchOptions.of(List.of("--peer-scripts", "x", "--loss", "1,5"))
                        .losses())
                .containsExactly(1, 5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --only rings                         | must be one of ring, files, start, failover, failure
                    --sizes 64,x                         | --sizes: found 64,x
                    --sizes 0                            | --sizes: found 0
                    --loss 1                             | --loss needs --peer-scripts DIR
                    --peer-scripts x --loss 1 --on-loopback | --loss needs
                    --peer-scripts x --loss 31           | --loss: found 31, must be numbers from 1 to 30
                    --only failover                      | --only failover needs --transport knet, --peer-scripts DIR
                    --only failover --peer-scripts x     | --only failover needs --transport knet
                    --only failover --transport knet --peer-scripts x --on-loopback | --only failover needs
                    --nodes 50                           | --nodes: found 50
                    --transport sctp                     | --transport: found sctp, must be one of udpu, knet, udp
                    --transport knet --crypto aes256     | --crypto: found aes256, must be none or CIPHER/HASH
                    --transport knet --crypto aes256/none | --crypto: found aes256/none, must be
                    --transport knet --crypto des/sha256 | --crypto: found des/sha256, must be
                    --peer-scripts x --crypto aes256/sha256 | --crypto aes256/sha256 with --peer-scripts needs --transport knet
                    --in-namespaces                      | needs --peer-scripts DIR
                    --peer-scripts x --in-namespaces --on-loopback | exclude each other
                    ring                                 | unexpected ring
                    """)
    void whatCannotBeUnderstoodIsNamed(String words, String message) {
        assertThatThrownBy(() -> BenchOptions.of(List.of(words.split(" "))))
                .isInstanceOfSatisfying(
                        StartException.class, e -> assertThat(e.exitCode()).isEqualTo(StartException.CONFIGURATION))
                .hasMessageContaining(message);
    }
}
