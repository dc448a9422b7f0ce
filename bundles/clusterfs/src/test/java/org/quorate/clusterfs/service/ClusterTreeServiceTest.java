package org.quorate.clusterfs.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quorate.clusterfs.service.TestNode.done;
import static org.quorate.clusterfs.service.TestNode.error;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quorate.spi.store.Durability;
import org.quorate.spi.store.StoredEntry;
import org.quorate.tree.TreeEntry;
import org.quorate.tree.TreeError;

@Timeout(300)
class ClusterTreeServiceTest {
    private final FakeGroups medium = new FakeGroups();
    private final List<TestNode> nodes = new ArrayList<>();

    @AfterEach
    void closeAll() {
        nodes.forEach(TestNode::close);
    }

    @Test
    void aChangeIsVisibleAndStoredWhenItsFutureCompletes() throws Exception {
        var node = start(1);
        assertThat(done(node.tree.mkdir("nodes"))).isEqualTo(2);
        assertThat(done(node.tree.create("nodes/f"))).isEqualTo(3);
        assertThat(done(node.tree.write("nodes/f", 0, bytes("hello")))).isEqualTo(4);
        assertThat(node.text("nodes/f")).isEqualTo("hello");
        assertThat(node.store.rows.values()).extracting(StoredEntry::name).containsExactly("__version__", "nodes", "f");
        assertThat(node.store.rows.firstEntry().getValue().version()).isEqualTo(4);
        assertThat(node.store.rows.firstEntry().getValue().type()).isEqualTo(StoredEntry.FILE);
    }

    @Test
    void allNodesGetTheSameTree() throws Exception {
        var first = start(1);
        done(first.tree.put("a", bytes("1")));
        var second = start(2);
        var third = start(3);
        second.until(node -> node.has("a"));
        done(second.tree.put("b", bytes("2")));
        third.until(node -> node.has("b"));
        assertThat(third.text("a") + third.text("b")).isEqualTo("12");
        assertThat(third.tree.status().checksum())
                .isEqualTo(second.tree.status().checksum());
        assertThat(third.tree.status().members()).containsExactly(1, 2, 3);
        assertThat(third.tree.status().phase()).isEqualTo("synced");
    }

    @Test
    void refusalsCarryErrnoPathAndReason() throws Exception {
        var node = start(1);
        assertThat(error(node.tree.create("missing/x"))).isEqualTo(TreeError.ENOENT);
        assertThat(error(node.tree.delete("missing"))).isEqualTo(TreeError.ENOENT);
        assertThat(error(node.tree.write("x", 1 << 20, bytes("x")))).isEqualTo(TreeError.EFBIG);
        assertThat(error(node.tree.write("x", Long.MAX_VALUE, bytes("x")))).isEqualTo(TreeError.EFBIG);
        assertThat(error(node.tree.truncate("x", -1))).isEqualTo(TreeError.EINVAL);
        assertThat(error(node.tree.create("a//b"))).isEqualTo(TreeError.EINVAL);
        assertThat(error(node.tree.create("x".repeat(300)))).isEqualTo(TreeError.ENAMETOOLONG);
        assertThatThrownBy(() -> done(node.tree.mkdir("a/b"))).hasRootCauseMessage("mkdir a/b: no such entry");
    }

    @Test
    void withoutQuorumAChangeIsRefusedAtOnceAndReadsGoOn() throws Exception {
        var node = start(1);
        done(node.tree.create("f"));
        assertThat(node.tree.entry("f").mode()).isEqualTo(0640);
        node.quorate(false);
        var refused = node.tree.create("g");
        assertThat(refused).isDone();
        assertThat(error(refused)).isEqualTo(TreeError.EACCES);
        assertThat(node.tree.entry("f").mode()).isEqualTo(0440);
        node.until(told -> told.heard().contains("all"));
        node.quorate(true);
        done(node.tree.create("g"));
    }

    @Test
    void withoutARingChangesWaitForItAndReadsGoOn() throws Exception {
        var node = start(1);
        done(node.tree.create("f"));
        node.unbind();
        var waiting = node.tree.create("g");
        assertThat(node.has("f")).isTrue();
        assertThat(waiting).isNotDone();
        node.join();
        done(waiting);
        assertThat(medium.size()).isEqualTo(1);
    }

    @Test
    void whatWaitedForTheRingIsRefusedWhenQuorumIsGoneMeanwhile() throws Exception {
        var node = add(new TestNode(1, medium, new FakeStore(), TestNode.DEADLINE_MILLIS))
                .quorate(true);
        var waiting = node.tree.create("f");
        node.quorate(false).join();
        assertThat(error(waiting)).isEqualTo(TreeError.EACCES);
    }

    @Test
    void aFreshNodeWaitsForNodesOfItsRingBeforeItMakesChanges() throws Exception {
        var newer = start(2);
        done(newer.tree.put("f", bytes("newer")));
        newer.close();
        var node = add(new TestNode(1, medium, new FakeStore(), TestNode.DEADLINE_MILLIS))
                .quorate(true)
                .ring(1, 2)
                .join();
        node.until(alone -> alone.tree.status().phase().startsWith("waiting for other nodes"));
        var waiting = node.tree.create("g");
        assertThat(waiting).isNotDone();
        add(new TestNode(2, medium, newer.store, TestNode.DEADLINE_MILLIS))
                .quorate(true)
                .ring(1, 2)
                .join();
        done(waiting);
        assertThat(node.text("f")).isEqualTo("newer");
    }

    @Test
    void whatIsNotDecidedInTimeIsAnswered() throws Exception {
        var node = add(new TestNode(1, medium, new FakeStore(), 1000)).quorate(true);
        assertThat(error(node.tree.create("f"))).isEqualTo(TreeError.EBUSY);
        node.join();
        node.until(joined -> joined.tree.status().phase().equals("synced"));
        medium.full(true);
        assertThat(error(node.tree.create("f"))).isEqualTo(TreeError.EBUSY);
        medium.full(false);
        done(node.tree.create("f"));
        node.store.hold();
        assertThat(error(node.tree.create("g"))).isEqualTo(TreeError.EBUSY);
        node.store.release();
    }

    @Test
    void whoIsExpelledAnswersWhatWaitsAndJoinsAgain() throws Exception {
        var node = start(1);
        done(node.tree.create("f"));
        medium.expel(1);
        node.until(alone -> alone.tree.status().phase().startsWith("out of the group: too slow"));
        var waiting = node.tree.create("g");
        done(waiting);
        assertThat(node.tree.status().phase()).isEqualTo("synced");
    }

    @Test
    void putIsOneStepForReaders() throws Exception {
        var node = start(1);
        var other = start(2);
        done(node.tree.put("f", bytes("0".repeat(1000))));
        other.until(told -> told.has("f"));
        var stop = new AtomicBoolean();
        var reader = CompletableFuture.supplyAsync(() -> {
            try {
                while (!stop.get()) {
                    var text = other.text("f");
                    if (text.length() != 1000
                            || !text.equals(text.substring(0, 1).repeat(1000))) {
                        return "torn: " + text;
                    }
                }
                return "";
            } catch (Exception e) {
                return e.toString();
            }
        });
        for (int i = 0; i < 200; i++) {
            done(node.tree.put("f", bytes(String.valueOf(i % 10).repeat(1000))));
        }
        stop.set(true);
        assertThat(reader.get()).isEmpty();
        assertThat(node.tree.list(0)).extracting(TreeEntry::name).containsExactly("f");
    }

    @Test
    void aPutThatFailsLeavesNothingBehind() throws Exception {
        var node = start(1);
        for (var path : List.of("nodes", "nodes/a", "nodes/b", "nodes/a/lxc", "nodes/b/lxc")) {
            done(node.tree.mkdir(path));
        }
        done(node.tree.put("nodes/a/lxc/100.conf", bytes("a")));
        assertThat(error(node.tree.put("nodes/b/lxc/100.conf", bytes("b")))).isEqualTo(TreeError.EEXIST);
        assertThat(error(node.tree.put("nodes/c/x", bytes("b")))).isEqualTo(TreeError.ENOENT);
        assertThat(error(node.tree.put("nodes", bytes("b")))).isEqualTo(TreeError.EISDIR);
        long directory = node.tree.entry("nodes/b/lxc").inode();
        node.until(told -> {
            try {
                return told.tree.list(directory).isEmpty();
            } catch (Exception e) {
                return false;
            }
        });
    }

    @Test
    void renamesObeyTheKindsAsTheKernelDoes() throws Exception {
        var node = start(1);
        done(node.tree.mkdir("d"));
        done(node.tree.create("f"));
        assertThat(error(node.tree.rename("f", "d"))).isEqualTo(TreeError.EISDIR);
        assertThat(error(node.tree.rename("d", "f"))).isEqualTo(TreeError.ENOTDIR);
        assertThat(done(node.tree.rename("f", "f"))).isEqualTo(3);
        done(node.tree.rename("f", "d/f"));
        assertThat(node.has("d/f")).isTrue();
    }

    @Test
    void aFullTreeTakesNoMore() throws Exception {
        var node = start(1);
        for (int i = 0; i < 4; i++) {
            done(node.tree.put("f" + i, new byte[1 << 20]));
        }
        assertThat(error(node.tree.put("g", bytes("x")))).isEqualTo(TreeError.ENOSPC);
        done(node.tree.delete("f0"));
        done(node.tree.put("g", bytes("x")));
    }

    @Test
    void noMoreEntriesThanAllowed() throws Exception {
        var node = start(1);
        var futures = new ArrayList<CompletableFuture<Long>>();
        for (int i = 0; i < 999; i++) {
            futures.add(node.tree.create("f" + i));
        }
        for (var future : futures) {
            done(future);
        }
        assertThat(error(node.tree.create("one-more"))).isEqualTo(TreeError.ENOSPC);
        assertThat(node.tree.status().entries()).isEqualTo(1000);
    }

    @Test
    void whatWaitsForTheStoreIsCommittedTogether() throws Exception {
        var node = start(1);
        done(node.tree.create("f"));
        node.store.hold();
        var first = node.tree.write("f", 0, bytes("0"));
        node.until(told -> told.tree.status().version() == 3);
        var futures = new ArrayList<CompletableFuture<Long>>();
        for (int i = 1; i <= 100; i++) {
            futures.add(node.tree.write("f", i, bytes("x")));
        }
        node.until(told -> told.tree.status().version() == 103);
        assertThat(first).isNotDone();
        assertThat(futures).noneMatch(CompletableFuture::isDone);
        int before = node.store.batches.size();
        node.store.release();
        for (var future : futures) {
            done(future);
        }
        assertThat(node.store.batches.size() - before).isLessThanOrEqualTo(2);
        assertThat(node.store.batches.getLast()).as("one row and the version").isEqualTo(2);
    }

    @Test
    void anEmptyFileIsCommittedWhenItIsAcknowledgedAndForcedAMomentLater() throws Exception {
        var node = start(1);
        done(node.tree.create("f"));
        assertThat(node.store.has("f")).isTrue();
        node.until(told -> told.store.durability() == Durability.POWER);
    }

    @Test
    void whatIsWrittenIsForcedWhenItIsAcknowledged() throws Exception {
        var node = start(1);
        done(node.tree.create("f"));
        done(node.tree.write("f", 0, bytes("x")));
        assertThat(node.store.durability()).isEqualTo(Durability.POWER);
        done(node.tree.mkdir("priv"));
        assertThat(node.store.durability()).isEqualTo(Durability.POWER);
    }

    @Test
    void whatIsCommittedIsForcedAtTheEnd() throws Exception {
        var node = start(1);
        done(node.tree.create("f"));
        node.close();
        assertThat(node.store.durability()).isEqualTo(Durability.POWER);
    }

    @Test
    void aStoreThatFailsEndsAllChangesHereAndOnlyHere() throws Exception {
        var node = start(1);
        var other = start(2);
        done(node.tree.create("f"));
        node.store.fail();
        assertThat(error(node.tree.create("g"))).isEqualTo(TreeError.EIO);
        assertThat(error(node.tree.create("h"))).isEqualTo(TreeError.EIO);
        node.until(told -> told.tree.status().phase().startsWith("stopped: config.db"));
        assertThat(node.has("f")).isTrue();
        assertThat(node.store.has("g")).isFalse();
        other.until(told -> told.tree.status().members().equals(List.of(2)));
        done(other.tree.create("i"));
    }

    @Test
    void aStoreThatMakesNoTreeStopsTheNode() {
        var store = new FakeStore();
        store.rows.put(0L, new StoredEntry(0, 0, 5, 1, 1, 4, "__version__", new byte[0]));
        store.rows.put(3L, new StoredEntry(3, 2, 3, 1, 1, 8, "x", new byte[0]));
        var fatal = new ArrayList<String>();
        assertThatThrownBy(() -> new ClusterTreeService(
                TestNode.settings(), store, (line, code) -> fatal.add(line), new QuorumEvents()));
        assertThat(fatal).singleElement().asString().contains("row 3 ('x') is in directory 2, which is missing");
    }

    @Test
    void aNodeComesBackWithItsTree() throws Exception {
        var node = start(1);
        done(node.tree.put("f", bytes("kept")));
        var checksum = node.tree.status().checksum();
        node.close();
        assertThat(medium.size()).isZero();
        var again = add(new TestNode(1, medium, node.store, TestNode.DEADLINE_MILLIS))
                .quorate(true);
        assertThat(again.tree.status().checksum()).isEqualTo(checksum);
        assertThat(again.text("f")).isEqualTo("kept");
        again.join();
        done(again.tree.put("f", bytes("new")));
    }

    @Test
    void whatAnEarlierProcessLeftIsRemoved() throws Exception {
        var node = start(1);
        done(node.tree.create(".put-1-7"));
        done(node.tree.create(".profile"));
        node.close();
        var again = add(new TestNode(1, medium, node.store, TestNode.DEADLINE_MILLIS))
                .quorate(true)
                .join();
        again.until(told -> !told.has(".put-1-7"));
        assertThat(again.has(".profile")).isTrue();
    }

    @Test
    void whatWasTakenOverIsStored() throws Exception {
        var first = start(1);
        done(first.tree.put("a", bytes("1")));
        var second = start(2);
        second.until(node -> node.has("a"));
        done(second.tree.create("b"));
        first.until(node -> node.has("b"));
        second.close();
        var again = add(new TestNode(2, medium, second.store, TestNode.DEADLINE_MILLIS));
        assertThat(again.text("a")).isEqualTo("1");
        assertThat(again.tree.status().checksum()).isEqualTo(first.tree.status().checksum());
    }

    @Test
    void listenersHearWhatChangedBeforeTheCallerDoes() throws Exception {
        var node = start(1);
        node.until(told -> told.tree.status().phase().equals("synced"));
        done(node.tree.create("first"));
        node.heard();
        done(node.tree.create("f"));
        assertThat(node.heard()).containsExactly("name 0 f", "changed 3");
        done(node.tree.write("f", 0, bytes("x")));
        assertThat(node.heard()).containsExactly("changed 3");
        done(node.tree.rename("f", "first"));
        assertThat(node.heard()).containsExactly("name 0 first", "changed 2", "name 0 f", "name 0 first", "changed 3");
        done(node.tree.delete("first"));
        assertThat(node.heard()).containsExactly("name 0 first", "changed 3");
    }

    @Test
    void aLockIsTakenKeptAndReleased() throws Exception {
        var node = start(1);
        done(node.tree.mkdir("priv"));
        done(node.tree.mkdir("priv/lock"));
        done(node.tree.mkdir("priv/lock/l"));
        assertThat(error(node.tree.mkdir("priv/lock/l"))).isEqualTo(TreeError.EEXIST);
        assertThat(error(node.tree.touch("priv/lock/l", 0))).isEqualTo(TreeError.EACCES);
        done(node.tree.touch("priv/lock/l", Integer.MAX_VALUE));
        assertThat(node.tree.entry("priv/lock/l").mode()).isEqualTo(0700);
        done(node.tree.delete("priv/lock/l"));
    }

    private TestNode start(int id) {
        return add(TestNode.start(id, medium));
    }

    private TestNode add(TestNode node) {
        nodes.add(node);
        return node;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
