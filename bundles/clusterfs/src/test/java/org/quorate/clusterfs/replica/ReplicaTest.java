package org.quorate.clusterfs.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.clusterfs.tree.Change.Create;
import org.quorate.clusterfs.tree.Change.Mkdir;
import org.quorate.clusterfs.tree.Change.Write;
import org.quorate.clusterfs.tree.Errno;
import org.quorate.clusterfs.tree.Trees;
import org.quorate.clusterfs.wire.Epoch;
import org.quorate.clusterfs.wire.Frame;
import org.quorate.clusterfs.wire.FrameCodec;

class ReplicaTest {
    @Test
    void aChangeIsMadeOnAllMembersAndAcknowledgedToItsSender() {
        var group = SimulatedGroup.of(1, 2, 3).start();
        var asked = group.node(2).ask(new Mkdir("nodes"));
        group.settle();
        assertThat(asked.acknowledged()).isTrue();
        assertThat(group.agreed().version()).isEqualTo(2);
        assertThat(Trees.find(group.agreed(), "nodes").writer()).isEqualTo(2);
    }

    @Test
    void ofTwoThatWantTheSameNameOneGetsIt() {
        var group = SimulatedGroup.of(1, 2, 3).start();
        var first = group.node(1).ask(new Mkdir("lock"));
        var second = group.node(2).ask(new Mkdir("lock"));
        group.settle();
        assertThat(first.acknowledged()).isNotEqualTo(second.acknowledged());
        assertThat(first.acknowledged() ? second.error : first.error).isEqualTo(Errno.EEXIST);
        group.agreed();
    }

    @Test
    void whoJoinsGetsTheTree() {
        var group = SimulatedGroup.of(1, 2, 3);
        group.node(1).start();
        group.node(2).start();
        group.settle();
        for (int i = 0; i < 50; i++) {
            group.node(1).ask(new Create("f" + i));
            group.node(1).ask(new Write("f" + i, 0, Trees.text("content " + i)));
        }
        group.settle();
        group.node(3).start();
        group.settle();
        assertThat(group.agreed().entries()).isEqualTo(51);
        assertThat(group.log).anyMatch(line -> line.startsWith("node 3") && line.contains("took over version 101"));
    }

    @Test
    void whoComesBackAfterACrashHasWhatItAcknowledgedAndGetsTheRest() {
        var group = SimulatedGroup.of(1, 2, 3).start();
        var asked = group.node(3).ask(new Create("mine"));
        group.settle();
        assertThat(asked.acknowledged()).isTrue();
        group.node(3).crash();
        group.node(1).ask(new Create("theirs"));
        group.settle();
        group.node(3).start();
        assertThat(group.node(3).tree().find("mine")).isNotNull();
        assertThat(group.settle().agreed().find("theirs")).isNotNull();
    }

    @Test
    void theTreeWithTheHigherVersionWinsAsAWhole() {
        var group = SimulatedGroup.of(1, 2);
        group.node(1).store(Trees.after(new Create("a"), new Create("old")));
        group.node(2).store(Trees.after(new Create("b"), new Create("c"), new Mkdir("d")));
        group.start();
        assertThat(group.agreed().find("d")).isNotNull();
        assertThat(group.agreed().find("old")).isNull();
        assertThat(group.agreed().version()).isEqualTo(4);
    }

    @Test
    void atEqualVersionsTheYoungerRootWinsThenTheFirstMember() {
        var group = SimulatedGroup.of(1, 2, 3);
        group.node(1).store(Trees.after(new Create("one")));
        group.node(2)
                .store(org.quorate.clusterfs.tree.Tree.empty()
                        .apply(new Create("two"), 2, 2000)
                        .after());
        group.node(3)
                .store(org.quorate.clusterfs.tree.Tree.empty()
                        .apply(new Create("three"), 3, 2000)
                        .after());
        assertThat(group.start().agreed().find("two")).isNotNull();
    }

    @Test
    void theMajorityGoesOnAndTheRestTakesOverWhatItMissed() {
        var group = SimulatedGroup.of(1, 2, 3, 4, 5).start();
        group.parts(0, 0, 1, 1, 1);
        group.settle();
        assertThat(group.node(1).ask(new Create("x")).error).isEqualTo(Errno.EACCES);
        var asked = group.node(5).ask(new Create("y"));
        group.settle();
        assertThat(asked.acknowledged()).isTrue();
        assertThat(group.node(1).tree().find("y")).isNull();
        group.parts(0, 0, 0, 0, 0);
        assertThat(group.settle().agreed().find("y")).isNotNull();
    }

    @Test
    void aChangeThatComesWithoutQuorumIsNotMade() {
        var group = SimulatedGroup.of(1, 2, 3).start();
        var asked = group.node(1).ask(new Create("x"));
        group.parts(0, 1, 1);
        group.settle();
        assertThat(asked.error).isEqualTo(Errno.EACCES);
        group.parts(0, 0, 0);
        assertThat(group.pass(10).agreed().find("x")).isNull();
    }

    @Test
    void changesOnTheirWayWhenSomebodyJoinsAreMadeOnceAndEverywhere() {
        for (int seed = 0; seed < 200; seed++) {
            var group = new SimulatedGroup(seed, 1, 2, 3, 4);
            group.node(1).start();
            group.node(2).start();
            group.node(3).start();
            group.settle();
            var first = group.node(1).ask(new Create("a"));
            var second = group.node(2).ask(new Create("b"));
            for (int i = 0; i < seed % 20; i++) {
                group.step();
            }
            group.node(4).start();
            var third = group.node(3).ask(new Create("c"));
            for (int i = 0; i < seed % 30; i++) {
                group.step();
            }
            var fourth = group.node(4).ask(new Create("d"));
            group.settle();
            assertThat(group.agreed().version()).as("seed %d\n%s", seed, group).isLessThanOrEqualTo(5);
            assertThat(first.acknowledged() && second.acknowledged() && third.acknowledged())
                    .as("seed %d\n%s", seed, group)
                    .isTrue();
            assertThat(group.agreed().find("d") != null).isEqualTo(fourth.acknowledged());
        }
    }

    @Test
    void aMemberThatSendsNoStateIsLeftBehindAndComesBackWhenItHears() {
        var group = SimulatedGroup.of(1, 2, 3).start();
        group.node(2).deaf = true;
        group.node(3).crash();
        group.node(3).start();
        group.settle();
        assertThat(group.node(1).replica.text()).isEqualTo("waiting for the state of node 2");
        group.pass(31);
        assertThat(group.node(1).replica.mode()).isEqualTo(Mode.SYNCED);
        assertThat(group.node(1).reports).anyMatch(line -> line.contains("goes on without [node 2]"));
        var asked = group.node(3).ask(new Create("x"));
        group.settle();
        assertThat(asked.acknowledged()).isTrue();
        group.node(2).deaf = false;
        assertThat(group.pass(10).agreed().find("x")).isNotNull();
    }

    @Test
    void theSecondLowestBeginsWhenTheLowestDoesNot() {
        var group = SimulatedGroup.of(1, 2, 3).start();
        group.node(1).deaf = true;
        group.node(3).crash();
        group.node(3).start();
        group.settle();
        group.pass(130);
        var asked = group.node(3).ask(new Create("x"));
        group.settle();
        assertThat(asked.acknowledged()).as(group.toString()).isTrue();
        group.node(1).deaf = false;
        assertThat(group.pass(10).agreed().find("x")).isNotNull();
    }

    @Test
    void aLeaderThatSendsNothingIsNotWaitedForForEver() {
        var group = SimulatedGroup.of(1, 2, 3);
        group.node(1).start();
        group.node(2).start();
        group.settle();
        group.node(1).ask(new Create("a"));
        group.settle();
        group.node(3).start();
        while (group.node(1).replica.mode() != Mode.UPDATE) {
            group.step();
        }
        group.node(1).outbox.removeIf(message -> message.get(0) >= 3);
        group.settle();
        assertThat(group.node(3).replica.mode()).isEqualTo(Mode.UPDATE);
        assertThat(group.node(3).replica.text()).isEqualTo("waiting for the tree of node 1");
        assertThat(group.pass(200).agreed().find("a")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "0000010001000000",
                "ffff000001000000e80300000000000000",
                "00000100010000000000000000000000",
                "000009000100000000000000000000000900000000000000",
                "000001000100000000000000000000000900000000000000ff"
            })
    void damagedMessagesDoNotDivideTheMembers(String hex) {
        var group = SimulatedGroup.of(1, 2, 3).start();
        group.inject(group.node(2), ByteBuffer.wrap(java.util.HexFormat.of().parseHex(hex)));
        group.node(1).ask(new Create("x"));
        group.settle().pass(10);
        var asked = group.node(3).ask(new Create("y"));
        assertThat(group.settle().agreed().find("y")).isNotNull();
        assertThat(asked.acknowledged()).isTrue();
    }

    @Test
    void aNewerProtocolEndsTheReplicaForGood() {
        var group = SimulatedGroup.of(1, 2).start();
        var newer = ByteBuffer.wrap(java.util.HexFormat.of().parseHex("00000000020000000000000000000000"));
        group.inject(group.node(2), newer);
        group.settle().pass(20);
        assertThat(group.node(1).replica.mode()).isEqualTo(Mode.LEFT);
        assertThat(group.node(1).reports).anyMatch(line -> line.contains("update this node"));
    }

    @Test
    void anOlderProtocolIsPassedOver() {
        var group = SimulatedGroup.of(1, 2).start();
        group.inject(group.node(2), ByteBuffer.wrap(new byte[16]));
        group.settle();
        assertThat(group.node(1).replica.mode()).isEqualTo(Mode.SYNCED);
    }

    @Test
    void theSameChangeTwiceIsTwoChanges() {
        var group = SimulatedGroup.of(1, 2, 3).start();
        group.inject(group.node(1), SimulatedGroup.change(new Mkdir("d"), 77));
        group.inject(group.node(1), SimulatedGroup.change(new Mkdir("d"), 77));
        assertThat(group.settle().agreed().version()).isEqualTo(2);
    }

    @Test
    void foreignUpdatesAndStatesChangeNothing() {
        var group = SimulatedGroup.of(1, 2, 3).start();
        var epoch = new Epoch(1, 1, 2, 1);
        var root = Trees.after(new Create("evil")).root();
        group.inject(group.node(2), FrameCodec.encode(new Frame.Update(1, epoch, root)));
        group.inject(group.node(2), FrameCodec.encode(new Frame.UpdateComplete(1, epoch)));
        group.inject(group.node(2), FrameCodec.encode(new Frame.State(1, epoch, new byte[100])));
        group.inject(group.node(2), FrameCodec.encode(new Frame.SyncStart(1, epoch)));
        group.inject(group.node(2), FrameCodec.encode(new Frame.Verify(1, epoch, 1, new byte[32])));
        assertThat(group.settle().agreed().version()).isEqualTo(1);
    }

    @Test
    void theHourlyVerificationFindsATreeThatIsOther() {
        var group = SimulatedGroup.of(1, 2, 3).start();
        group.node(1).ask(new Create("x"));
        group.settle().pass(3700);
        group.agreed();
        assertThat(group.node(2).reports).isEmpty();
        var lost = SimulatedGroup.change(new Create("lost"), 1);
        group.node(3)
                .inbox
                .add(new ReplicaEvent.Delivered(group.node(1).member, org.quorate.clusterfs.wire.Bytes.join(lost)));
        group.settle();
        assertThat(group.node(3).tree().version()).isEqualTo(3);
        group.pass(3700);
        assertThat(group.node(3).reports).anyMatch(line -> line.contains("not that of node 1"));
        group.agreed();
    }

    @Test
    void anExpiredLockIsRemovedOnceByTheLowestNode() {
        var group = SimulatedGroup.of(1, 2, 3).start();
        group.node(2).ask(new Mkdir("priv"));
        group.node(2).ask(new Mkdir("priv/lock"));
        group.node(2).ask(new Mkdir("priv/lock/l"));
        group.settle().pass(100);
        var checksum = Trees.find(group.agreed(), "priv/lock/l").checksum();
        var request = new org.quorate.clusterfs.wire.Operation.RequestUnlock(checksum, "priv/lock/l");
        group.inject(group.node(3), org.quorate.clusterfs.wire.OperationCodec.encode(request, 1, 99));
        assertThat(group.settle().agreed().find("priv/lock/l")).isNotNull();
        group.node(3).crash();
        group.node(3).start();
        group.settle().pass(21);
        group.inject(group.node(3), org.quorate.clusterfs.wire.OperationCodec.encode(request, 1, 99));
        assertThat(group.settle().agreed().find("priv/lock/l")).isNull();
        assertThat(group.agreed().version()).isEqualTo(5);
    }
}
