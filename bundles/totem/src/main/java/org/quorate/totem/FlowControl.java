package org.quorate.totem;

/** How many packets a node may send on one visit of the token: a window for the ring, shared by what each has waiting. */
final class FlowControl {
    private int windowSize;
    private int maxMessages;
    private int sentLast;
    private int backlogLast;

    FlowControl(int windowSize, int maxMessages) {
        this.windowSize = windowSize;
        this.maxMessages = maxMessages;
    }

    void use(int otherWindowSize, int otherMaxMessages) {
        windowSize = otherWindowSize;
        maxMessages = otherMaxMessages;
    }

    /** A new ring has no history. */
    void reset() {
        sentLast = 0;
        backlogLast = 0;
    }

    /**
     * Packets that may be sent now.
     *
     * @param sent the token's count of the last rotation
     * @param backlog the token's sum of queues
     * @param queued packets waiting here
     */
    int allowed(int sent, int backlog, int queued) {
        int allowed = Math.clamp((long) windowSize - sent, 0, maxMessages);
        long all = (long) backlog + queued - backlogLast;
        if (all > 0) {
            long share = (long) windowSize * backlogLast / all;
            if (share > 0) {
                allowed = (int) Math.min(allowed, share);
            }
        }
        return allowed;
    }

    /** Packets that all may have sent in a rotation. */
    int windowSize() {
        return windowSize;
    }

    /** The token's count after this visit. */
    int sentAfter(int sent, int sentNow) {
        int after = sent + sentNow - sentLast;
        sentLast = sentNow;
        return after;
    }

    /** The token's backlog after this visit; {@code queued} was the length before anything was sent. */
    int backlogAfter(int backlog, int queued) {
        int after = backlog + queued - backlogLast;
        backlogLast = queued;
        return after;
    }
}
