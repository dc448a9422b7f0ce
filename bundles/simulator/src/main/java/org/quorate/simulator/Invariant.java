package org.quorate.simulator;

/** What must always hold, or hold again once faults have ended. The numbers are those of the product's requirements. */
public enum Invariant {
    /** No defect: no exception or assertion of a core. */
    DEFECT("a core stops on a defect"),
    /** Safety of quorum. */
    I1("at most one partition is quorate, and the members of a ring count alike"),
    /** Extended virtual synchrony. */
    I2("members of a ring deliver the same in the same order, each message in the ring it was sent in"),
    /** Stability. */
    I3("what the token says all have received, all members have"),
    /** Durability. */
    I4("an acknowledged write that a majority stored is never lost"),
    /** Agreement of replicas. */
    I6("replicas that are synced together make the same change as the same version"),
    /** Writes need quorum. */
    I7("a node makes no write while it is not quorate"),
    /** Mutual exclusion. */
    I9("a lock that a majority stored has one holder, and versions of holders grow"),
    /** Versions. */
    I12("the version of a tree never decreases"),
    /** Authenticity. */
    I13("malformed, forged and replayed frames change nothing"),
    /** Storage. */
    I14("a damaged store is refused"),
    /** Liveness of membership. */
    I16("connected nodes with quorum form one ring within 5 token timeouts + 2 s"),
    /** Liveness of phases. */
    I18("synchronisation and replication end once faults have"),
    /** Stability of membership. */
    I19("rings do not follow each other at network speed, whatever the faults"),
    /** Old copies. */
    I21("a node with an old copy does not vote before it has caught up");

    private final String text;

    /** Whether there is a production feature that it could be checked on, beyond scenarios. */
    public boolean isApplicable() {
        return this != I21;
    }

    /** Why it is not checked in campaigns. */
    public String whyNot() {
        return this == I21 ? "not applicable yet: votes do not depend on the tree" : "";
    }

    Invariant(String text) {
        this.text = text;
    }

    /** In words. */
    public String text() {
        return text;
    }
}
