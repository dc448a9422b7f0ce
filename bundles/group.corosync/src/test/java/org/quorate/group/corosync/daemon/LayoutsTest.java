package org.quorate.group.corosync.daemon;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quorate.group.GroupMember;
import org.quorate.group.MembershipChange.Change;
import org.quorate.group.MembershipChange.Reason;

/** Structures of the headers of corosync 3.1.7; their sizes are what a C compiler says. */
class LayoutsTest {
    private static MemorySegment ints(int... numbers) {
        var segment = Arena.ofAuto().allocate((long) numbers.length * Integer.BYTES, Long.BYTES);
        for (int i = 0; i < numbers.length; i++) {
            segment.setAtIndex(JAVA_INT, i, numbers[i]);
        }
        return segment;
    }

    @Test
    void aNameHasItsLengthAndMayEndWithANul() {
        var name = GroupName.of("pve_dcdb_v1\0".getBytes(UTF_8), Arena.ofAuto());
        assertThat(name.byteSize()).isEqualTo(132);
        assertThat(name.get(JAVA_INT, 0)).isEqualTo(12);
        assertThat(name.asSlice(4, 12).toArray(JAVA_BYTE)).isEqualTo("pve_dcdb_v1\0".getBytes(UTF_8));
        assertThat(GroupName.of(new byte[127], Arena.ofAuto()).get(JAVA_INT, 0)).isEqualTo(127);
    }

    @Test
    void membersAreSortedAndThoseThatCameOrWentHaveTheirReason() {
        var change = GroupMembers.change(
                ints(-2, 7, 0, 1, 9, 0, 1, 8, 0), ints(3, 30, 3, 2, 20, 5), ints(1, 8, 1, -2, 7, 4));
        assertThat(change.members())
                .containsExactly(new GroupMember(1, 8), new GroupMember(1, 9), new GroupMember(-2, 7));
        assertThat(change.left())
                .containsExactly(
                        new Change(new GroupMember(2, 20), Reason.PROCESS_DOWN),
                        new Change(new GroupMember(3, 30), Reason.NODE_DOWN));
        assertThat(change.joined())
                .containsExactly(
                        new Change(new GroupMember(1, 8), Reason.JOIN),
                        new Change(new GroupMember(-2, 7), Reason.NODE_UP));
        assertThat(GroupMembers.change(ints(), ints(), ints()).members()).isEmpty();
    }

    @Test
    void votesAreReadFromTheirPlaces() {
        var info = Arena.ofAuto().allocate(VoteInfo.BYTES, Integer.BYTES);
        MemorySegment.copy(ints(1, 1, 2, 5, 6, 4, 3, 2 | 8, 0), 0, info, 0, 9L * Integer.BYTES);
        var votes = VoteInfo.of(info);
        assertThat(votes).isEqualTo(new VoteInfo(2, 5, 6, 4, 3, 10));
        assertThat(votes.has(VoteInfo.QUORATE)).isTrue();
        assertThat(votes.has(VoteInfo.TWO_NODE)).isFalse();
        assertThat(VoteInfo.BYTES).isEqualTo(292);
    }

    @Test
    void linksAreReadFromTheStateOfANode() {
        assertThat(NodeStatus.BYTES).isEqualTo(4176);
        var status = Arena.ofAuto().allocate(NodeStatus.BYTES, Integer.BYTES);
        status.set(JAVA_BYTE, NodeStatus.LINKS_OFFSET, (byte) 1); // enabled says nothing
        status.set(JAVA_BYTE, NodeStatus.LINKS_OFFSET + NodeStatus.LINK_BYTES + 1, (byte) 1);
        assertThat(NodeStatus.connected(status))
                .isEqualTo(List.of(false, true, false, false, false, false, false, false));
    }

    @Test
    void aRingIdIsPadded() {
        assertThat(Libraries.RING_ID.byteSize()).isEqualTo(16);
        assertThat(Libraries.RING_ID.byteAlignment()).isEqualTo(8);
        assertThat(Libraries.RING_SEQUENCE_OFFSET).isEqualTo(8);
    }

    @Test
    void numbersOfTheMapAreAsWideAsTheirTypeSays() {
        var value = Arena.ofAuto().allocate(JAVA_LONG);
        value.set(JAVA_LONG, 0, -1);
        assertThat(CmapReader.number(1, value)).hasValue(-1);
        assertThat(CmapReader.number(2, value)).hasValue(255);
        assertThat(CmapReader.number(4, value)).hasValue(65535);
        assertThat(CmapReader.number(5, value)).hasValue(-1);
        assertThat(CmapReader.number(6, value)).hasValue(0xFFFFFFFFL);
        assertThat(CmapReader.number(8, value)).hasValue(-1);
        assertThat(CmapReader.number(11, value)).isEmpty();
    }
}
