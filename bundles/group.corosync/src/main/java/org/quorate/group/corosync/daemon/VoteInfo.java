package org.quorate.group.corosync.daemon;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/**
 * {@code struct votequorum_info}: nine unsigned numbers, then the name of a quorum device.
 *
 * @param nodeVotes of the node that was asked for
 * @param expectedVotes what it expects
 * @param highestExpected of all members
 * @param totalVotes present, a device's included
 * @param quorum needed
 * @param flags {@code VOTEQUORUM_INFO_...}
 */
public record VoteInfo(int nodeVotes, int expectedVotes, int highestExpected, int totalVotes, int quorum, int flags) {
    /** {@code VOTEQUORUM_INFO_TWONODE}. */
    public static final int TWO_NODE = 1;
    /** {@code VOTEQUORUM_INFO_QUORATE}. */
    public static final int QUORATE = 2;
    /** {@code VOTEQUORUM_INFO_WAIT_FOR_ALL}. */
    public static final int WAIT_FOR_ALL = 4;
    /** {@code VOTEQUORUM_INFO_LAST_MAN_STANDING}. */
    public static final int LAST_MAN_STANDING = 8;
    /** {@code VOTEQUORUM_INFO_AUTO_TIE_BREAKER}. */
    public static final int AUTO_TIE_BREAKER = 16;
    /** {@code VOTEQUORUM_INFO_ALLOW_DOWNSCALE}. */
    public static final int ALLOW_DOWNSCALE = 32;
    /** {@code VOTEQUORUM_INFO_QDEVICE_REGISTERED}. */
    public static final int QDEVICE_REGISTERED = 64;

    /** With the name of 255 characters, and filled to whole numbers. */
    static final int BYTES = 292;

    private static final int NODE_VOTES = 2;

    static VoteInfo of(MemorySegment info) {
        return new VoteInfo(
                number(info, NODE_VOTES),
                number(info, NODE_VOTES + 1),
                number(info, NODE_VOTES + 2),
                number(info, NODE_VOTES + 3),
                number(info, NODE_VOTES + 4),
                number(info, NODE_VOTES + 5));
    }

    private static int number(MemorySegment info, int index) {
        return info.getAtIndex(JAVA_INT, index);
    }

    /** Whether a flag is set. */
    public boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
