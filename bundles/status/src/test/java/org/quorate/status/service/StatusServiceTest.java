package org.quorate.status.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quorate.node.NodeIdentity;
import org.quorate.status.ClusterLog;
import org.quorate.status.ClusterStatus;
import org.quorate.status.LogRecord;
import org.quorate.status.NodeValues;

class StatusServiceTest {
    private static final int PATIENCE_SECONDS = 90;

    private final FakeGroups groups = new FakeGroups();
    private final List<StatusService> services = new ArrayList<>();

    private StatusService start(int id) {
        var service = new StatusService(new NodeIdentity(id, "hp" + id + ".example.org"));
        services.add(service);
        return service;
    }

    @AfterEach
    void stop() {
        services.forEach(StatusService::close);
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static List<String> messages(ClusterLog log) {
        return log.newest(100, Optional.empty()).stream()
                .map(LogRecord::message)
                .toList();
    }

    private static String value(ClusterStatus status, int nodeId, String key) {
        return status.value(nodeId, key).map(bytes -> new String(bytes, UTF_8)).orElse("-");
    }

    @Test
    void aNodeBeginsItsLogAndAnswersWithoutAGroup() {
        var one = start(1);
        one.put("k", "v".getBytes(UTF_8));
        assertThat(one.phase()).isEqualTo("not in the group");
        assertThat(one.newest(1, Optional.empty())).singleElement().satisfies(entry -> {
            assertThat(entry.node()).isEqualTo("hp1");
            assertThat(entry.user()).isEqualTo("root");
            assertThat(entry.tag()).isEqualTo("cluster");
            assertThat(entry.message()).isEqualTo("starting cluster log");
            assertThat(entry.uid()).isOne();
        });
        assertThat(one.nodes()).singleElement().satisfies(node -> {
            assertThat(node.name()).isEqualTo("hp1");
            assertThat(node.online()).isFalse();
            assertThat(node.versions()).containsEntry("k", 0);
        });
    }

    @Test
    void whatOneTellsAllHaveAndWhoComesLaterToo() {
        var one = start(1);
        one.bindGroups(groups.on(1));
        one.put("tasklist", "[1]".getBytes(UTF_8));
        one.log(ClusterLog.INFO, "root@pam", "test", "from one");
        var two = start(2);
        two.bindGroups(groups.on(2));
        until(() -> value(two, 1, "tasklist").equals("[1]") && messages(two).contains("from one"));
        until(() -> messages(one).size() == 3);
        assertThat(messages(one)).isEqualTo(messages(two));
        assertThat(one.nodes()).extracting(NodeValues::online).containsExactly(true, true);
        two.put("rrd/x", "1:2\0".getBytes(UTF_8));
        until(() -> "1:2".equals(one.measurements().get("x")));
    }

    @Test
    void entriesAreFilteredByTheirUser() {
        var one = start(1);
        one.log(ClusterLog.INFO, "root@pam", "test", "by root");
        one.log(ClusterLog.INFO, "joe@pve", "test", "by joe");
        assertThat(one.newest(10, Optional.of("joe@pve")))
                .extracting(LogRecord::message)
                .containsExactly("by joe");
        assertThat(one.newest(1, Optional.empty()))
                .extracting(LogRecord::message)
                .containsExactly("by joe");
    }

    @Test
    void whoIsExpelledJoinsAgainAndHearsWhatItMissed() {
        var one = start(1);
        var two = start(2);
        one.bindGroups(groups.on(1));
        two.bindGroups(groups.on(2));
        until(() -> one.phase().equals("synced") && one.nodes().size() == 2);
        groups.expel(2);
        until(() -> !two.phase().equals("synced"));
        one.put("k", "missed".getBytes(UTF_8));
        until(() -> value(two, 1, "k").equals("missed"));
    }

    @Test
    void aProviderThatGoesTakesTheOthersWithIt() {
        var one = start(1);
        var provider = groups.on(1);
        one.bindGroups(provider);
        until(() -> one.phase().equals("synced"));
        one.unbindGroups(provider);
        assertThat(one.phase()).isEqualTo("not in the group");
        assertThat(one.nodes()).extracting(NodeValues::online).containsExactly(false);
    }

    @Test
    void badKeysAndValuesAreRefusedWithTheirBounds() {
        var one = start(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.put("k".repeat(256), new byte[1]))
                .withMessageContaining("1 to 255 bytes");
        assertThatIllegalArgumentException().isThrownBy(() -> one.put("", new byte[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> one.put("a\0b", new byte[1]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.put("k", new byte[ClusterStatus.MAX_VALUE_BYTES + 1]))
                .withMessageContaining("found 32769 bytes, must be at most 32768");
    }
}
