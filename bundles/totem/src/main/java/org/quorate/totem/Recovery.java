package org.quorate.totem;

import java.util.ArrayDeque;
import java.util.Queue;
import org.quorate.totem.frame.Multicast;

/** How far the exchange of the old ring's packets has come; the rules of the token's visits during recovery. */
final class Recovery {
    /** Visits without anybody recovering until the last number counts as final. */
    private static final int QUIET_VISITS = 2;

    private static final int ROTATIONS = 2;

    private final Queue<Multicast> waiting = new ArrayDeque<>();
    private boolean raisedFlag;
    private int quietVisits;
    private int rotations;
    private int installSeq;
    private int lastSeq;
    private int lastAru;
    private int standstill;

    void begin() {
        standstill = 0;
        waiting.clear();
        raisedFlag = false;
        quietVisits = 0;
        rotations = 0;
        installSeq = 0;
    }

    Queue<Multicast> waiting() {
        return waiting;
    }

    /** The representative made the first token. */
    boolean firstFlag() {
        raisedFlag = !waiting.isEmpty();
        return raisedFlag;
    }

    /** The token's flag after this visit. */
    boolean flag(boolean recovering) {
        if (!waiting.isEmpty()) {
            if (!recovering) {
                raisedFlag = true;
            }
            return true;
        }
        if (recovering && raisedFlag) {
            raisedFlag = false;
            return false;
        }
        return recovering;
    }

    /** Counts a visit. */
    void visited(boolean recovering, int seq, int tokenAru) {
        standstill = recovering && seq == lastSeq && tokenAru == lastAru ? standstill + 1 : 0;
        lastSeq = seq;
        lastAru = tokenAru;
        quietVisits = recovering ? 0 : quietVisits + 1;
        if (quietVisits == QUIET_VISITS) {
            installSeq = seq;
        }
        rotations = quietVisits > QUIET_VISITS && Sequences.atMost(installSeq, tokenAru) ? rotations + 1 : 0;
    }

    /** Whether this node has received all that will come. */
    boolean received(int aru) {
        return quietVisits >= QUIET_VISITS && Sequences.atMost(installSeq, aru);
    }

    /** Visits on which somebody was said to recover, and nothing came: it was not true, or is not any more. */
    int standstill() {
        return standstill;
    }

    /** Whether all nodes have received all. */
    boolean finished() {
        return rotations == ROTATIONS;
    }
}
