package org.quorate.shell.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.quorate.config.plan.Moment;
import org.quorate.config.plan.Plan;
import org.quorate.config.plan.Step;
import org.quorate.ring.LinkQuality;
import org.quorate.ring.LinkStatus;
import org.quorate.ring.RingId;
import org.quorate.ring.RingPhase;
import org.quorate.ring.RingStatus;
import org.quorate.status.LogRecord;
import org.quorate.status.NodeValues;
import org.quorate.tree.TreeEntry;
import org.quorate.tree.TreeLock;
import org.quorate.tree.TreeStatus;

class ResultConverterTest {
    private static final List<LinkStatus> LINKS =
            List.of(new LinkStatus(0, 1, "127.1.1.1", true), new LinkStatus(0, 2, "127.1.1.2", false));

    @Test
    void aListBecomesATableWithoutBlanksAtTheEnd() {
        assertThat(ResultConverter.text(LINKS)).isEqualTo("""
                        Link  Node  Address    State
                        0     1     127.1.1.1  connected
                        0     2     127.1.1.2  disconnected
                        """);
    }

    @Test
    void linksThatAreMeasuredShowHowGoodTheyAre() {
        var quality = new LinkQuality(true, true, 1500, 1458, 221_000, 12_340, 0.025, 9, 8, 0);
        var links = List.of(
                new LinkStatus(0, 1, "127.1.1.1", true), new LinkStatus(0, 2, "127.1.1.2", true, Optional.of(quality)));
        assertThat(ResultConverter.text(links)).isEqualTo("""
                        Link  Node  Address    RTT       Jitter    Loss  MTU   State
                        0     1     127.1.1.1  -         -         -     -     connected
                        0     2     127.1.1.2  0.221 ms  0.012 ms  2.5%  1500  connected, used
                        """);
    }

    @Test
    void theRingIsALineForEachValueAndCounter() {
        var counters = new TreeMap<String, Long>();
        counters.put("token_rx", 17L);
        var status = new RingStatus(
                2, new RingId(1, 20), List.of(1, 2), RingPhase.OPERATIONAL, Optional.of("udpu"), LINKS, counters);
        assertThat(ResultConverter.text(status)).isEqualTo("""
                        Ring ID:          1.14
                        Phase:            operational
                        Node ID:          2
                        Members:          1 2
                        Transport:        udpu
                        token_rx:         17
                        """);
    }

    @Test
    void anEntryOfTheTreeShowsItsModeAsLsDoes() {
        var entry = new TreeEntry(7, 0, "a.conf", TreeEntry.Kind.FILE, 12, 41, 0, 0640);
        assertThat(ResultConverter.text(List.of(entry)))
                .contains("-rw-r-----  12    41       ")
                .endsWith("a.conf\n");
        var root = new TreeEntry(0, 0, "", TreeEntry.Kind.DIRECTORY, 0, 41, 0, 0755);
        assertThat(ResultConverter.text(root)).contains("drwxr-xr-x").endsWith("/\n");
    }

    @Test
    void theLogOfTheClusterCannotSpeakToTheTerminal() {
        var entry = new LogRecord(1, 0, 6, "hp1", "root@pam", "shell", 17, "a\u001b[2Jb");
        assertThat(ResultConverter.text(List.of(entry))).endsWith("  hp1   info      root@pam  shell[17]  a?[2Jb\n");
    }

    @Test
    void nodesShowTheirValuesAndLocksTheirHolders() {
        var node = new NodeValues(1, "hp1", true, Optional.of("192.0.2.1"), new TreeMap<>(Map.of("tasklist", 3)));
        assertThat(ResultConverter.text(List.of(node))).endsWith("1   hp1   online  192.0.2.1  tasklist (3)\n");
        var lock = new TreeLock("file-user_cfg", 2, Duration.ofSeconds(121), true);
        assertThat(ResultConverter.text(List.of(lock))).endsWith("file-user_cfg  node 2  121 s  expired\n");
    }

    @Test
    void theReplicaSaysWhyItCannotBeWritten() {
        var status = new TreeStatus(41, 3, 12, 1000, 4096, false, "synced", List.of(1), "abc");
        assertThat(ResultConverter.text(status)).contains("Entries:          3 of 1000\n", "no, not quorate\n");
    }

    @Test
    void theStateOfANodeIsForPrograms() {
        var state = new NodeState(
                17, "1.4", "OPERATIONAL", List.of(1, 2), true, "synced", Optional.of(Path.of("/x/pve")), true);
        assertThat(ResultConverter.text(state)).isEqualTo("""
                        pid=17
                        ring=1.4
                        phase=OPERATIONAL
                        members=1,2
                        quorate=yes
                        tree=synced
                        mount=/x/pve
                        mounted=yes
                        """);
    }

    @Test
    void whatIsNotOursIsLeftToGogo() {
        var converter = new ResultConverter();
        assertThat(converter.format("text", 0, converter)).isNull();
        assertThat(converter.format(List.of(), 0, converter)).isNull();
        assertThat(converter.format(List.of("a"), 0, converter)).isNull();
        assertThat(converter.convert(Integer.class, "1")).isNull();
    }

    @Test
    void onlyACountThatIsNotQuorateIsTwo() {
        assertThat(ExitCodes.of(null)).isZero();
        assertThat(ExitCodes.of(LINKS)).isZero();
    }

    @Test
    void aPlanIsATableOfItsSteps() {
        var steps = List.of(
                new Step(Moment.AT_ONCE, "add link 1", "", "10.1.0.1,5406"),
                new Step(Moment.TOGETHER, "set token", "3000", "1000"));
        assertThat(ResultConverter.text(new Plan(4, 5, steps))).isEqualTo("""
                version 4 -> version 5
                   When          Step        From  To
                1  at once       add link 1        10.1.0.1,5406
                2  all together  set token   3000  1000
                """);
        assertThat(ResultConverter.text(new Plan(4, 6, List.of())))
                .isEqualTo("version 4 -> version 6: nothing changes\n");
    }
}
