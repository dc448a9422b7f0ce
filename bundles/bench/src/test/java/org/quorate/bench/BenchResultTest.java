package org.quorate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BenchResultTest {
    @Test
    void aResultIsOneLineForPrograms() {
        assertThat(new BenchResult.Throughput(1, true, 1024, 2, 1000, 400, 800, 1.5, List.of(1L, 3L)).line())
                .isEqualTo(
                        "node=1 mode=throughput sender=true size=1024 secs=2.000 msgs_s=500 mb_s=0.512 self_s=200 rotation_us=2500"
                                + " cpu=0.75 gc_ms=1,3");
        var nanos = Quantiles.of(
                LongStream.rangeClosed(1, 1000).map(micros -> micros * 1000).toArray());
        assertThat(new BenchResult.Latency(-1, 64, 0, nanos, List.of()).line())
                .isEqualTo("node=4294967295 mode=latency size=64 pause_us=0 n=1000 mean_us=500.5 p50_us=501.0"
                        + " p90_us=901.0 p99_us=991.0 p999_us=1000.0 max_us=1000.0 gc_ms=");
        assertThat(new BenchResult.Ring("1.8", List.of(1, 2), 5).line()).isEqualTo("ring=1.8 members=1,2 waited_ms=5");
        assertThat(new BenchResult.Heard(2, 7).line()).isEqualTo("node=2 mode=listen msgs=7");
    }

    @Test
    void theShellPrintsTheLine() {
        var heard = new BenchResult.Heard(2, 7);
        assertThat(new BenchConverter().format(heard, 0, new BenchConverter())).hasToString(heard.line());
        assertThat(new BenchConverter().format("something else", 0, new BenchConverter()))
                .isNull();
    }

    @Test
    void aQuantileIsAValueThatWasMeasured() {
        var quantiles = Quantiles.of(30, 10, 20);
        assertThat(quantiles.at(0)).isEqualTo(10);
        assertThat(quantiles.at(0.5)).isEqualTo(20);
        assertThat(quantiles.at(1)).isEqualTo(30);
        assertThatThrownBy(() -> Quantiles.of()).isInstanceOf(IllegalArgumentException.class);
    }
}
