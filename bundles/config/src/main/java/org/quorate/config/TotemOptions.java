package org.quorate.config;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The {@code totem} section with its defaults and derived values, as {@code corosync.conf(5)} has them. All times are
 * effective: what the file does not give is already worked out.
 *
 * @param transport {@code knet}, {@code udpu} or {@code udp}, or the name of one that another bundle brings
 * @param tokenMillis the token is lost after this; {@code token_coefficient} is in it from three nodes on
 * @param tokenRetransmitMillis a token is repeated after this
 * @param holdMillis the representative of an idle ring keeps the token this long
 * @param joinMillis a join is repeated after this
 * @param sendJoinMillis upper bound of the random wait before a join
 * @param consensusMillis the silent are given up after this
 * @param mergeMillis an idle ring looks for others after this
 * @param downcheckMillis an interface that is down is looked at after this
 * @param failRecvConst visits of the token without a missing message
 * @param seqnoUnchangedConst visits of the token without traffic before it is held
 * @param windowSize messages in one rotation
 * @param maxMessages messages of one node in one visit
 * @param missCountConst visits before a missing message is asked for
 * @param netMtuBytes largest frame
 * @param cryptoCipher {@code none} or the cipher; {@code secauth} is worked in
 * @param cryptoHash {@code none} or the hash; {@code secauth} is worked in
 * @param linkMode {@code passive}, {@code active} or {@code rr}
 * @param ipVersion {@code ipv4}, {@code ipv6}, {@code ipv4-6} or {@code ipv6-4}
 * @param options all other keys as they stand; keys of an interface section are prefixed with {@code interface.} and
 *     its link number, as in {@code interface.0.mcastport}
 */
public record TotemOptions(
        String transport,
        int tokenMillis,
        int tokenRetransmitMillis,
        int holdMillis,
        int joinMillis,
        int sendJoinMillis,
        int consensusMillis,
        int mergeMillis,
        int downcheckMillis,
        int failRecvConst,
        int seqnoUnchangedConst,
        int windowSize,
        int maxMessages,
        int missCountConst,
        int netMtuBytes,
        String cryptoCipher,
        String cryptoHash,
        String linkMode,
        String ipVersion,
        Map<String, String> options) {
    /** Takes a copy of the options, sorted. */
    public TotemOptions {
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    }

    /**
     * Whether frames go over links as those of knet, which the other transports have only where they must.
     *
     * @param links how many each node has
     */
    public boolean isLinked(int links) {
        return transport.equals("knet") || encrypted() || links > 1;
    }

    /** Whether frames are encrypted or at least authenticated, so that a key is needed. */
    public boolean encrypted() {
        return !cryptoCipher.equals("none") || !cryptoHash.equals("none");
    }
}
