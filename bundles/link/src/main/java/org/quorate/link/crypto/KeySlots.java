package org.quorate.link.crypto;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The two configurations between which a cluster changes without a pause: the new one is loaded beside the old one
 * everywhere, then used for sending, then the old one is erased. What is received is tried with both.
 */
public final class KeySlots implements AutoCloseable {
    private static final int SLOTS = 2;
    private static final int CLEAR = -1;

    private final RandomGenerator random;
    private final Envelope clear;
    private final @Nullable Envelope[] slots = new @Nullable Envelope[SLOTS];
    private int sending;
    private int preloaded;
    private boolean acceptsClear;
    private int openedBy;

    public KeySlots(CryptoSettings settings, RandomGenerator random) {
        this.random = random;
        clear = new Envelope(CryptoSettings.NONE, random);
        acceptsClear = settings.isClear();
        sending = CLEAR;
        if (!settings.isClear()) {
            slots[0] = new Envelope(settings, random);
            sending = 0;
        }
        preloaded = sending;
        openedBy = sending;
    }

    /** What is sent with. */
    public Envelope sending() {
        return at(sending);
    }

    /** Whether packets come as they are: there is no key that could open them. */
    public boolean isClear() {
        return acceptsClear && slots[0] == null && slots[1] == null;
    }

    /** Whether these settings are those that were loaded last. */
    public boolean isLoaded(CryptoSettings settings) {
        return at(preloaded).isOf(settings);
    }

    /** Accepts these settings, too. What was loaded and not used is forgotten. */
    public void preload(CryptoSettings settings) {
        int other = sending == 0 ? 1 : 0;
        erase(other);
        if (at(sending).isOf(settings)) {
            preloaded = sending;
        } else if (settings.isClear()) {
            acceptsClear = true;
            preloaded = CLEAR;
        } else {
            slots[other] = new Envelope(settings, random);
            preloaded = other;
        }
    }

    /** Sends with what was loaded last. */
    public void activate() {
        sending = preloaded;
    }

    /** Erases what is not sent with, and accepts nothing else any more. */
    public void cleanUp() {
        for (int slot = 0; slot < SLOTS; slot++) {
            if (slot != sending) {
                erase(slot);
            }
        }
        preloaded = sending;
        acceptsClear = sending == CLEAR;
    }

    /**
     * Opens a datagram with whatever is accepted.
     *
     * @param first what {@link #openedBy} answered for the last one from there: tried first
     * @return the length of the packet, or -1
     */
    public int open(byte[] sealed, int length, byte[] plain, int first) {
        int begin = first == 1 ? 1 : 0;
        for (int i = 0; i < SLOTS; i++) {
            int slot = (begin + i) % SLOTS;
            var envelope = slots[slot];
            if (envelope != null) {
                int opened = envelope.open(sealed, length, plain);
                if (opened >= 0) {
                    openedBy = slot;
                    return opened;
                }
            }
        }
        return acceptsClear ? clear.open(sealed, length, plain) : -1;
    }

    /** What opened the last datagram. */
    public int openedBy() {
        return openedBy;
    }

    private Envelope at(int slot) {
        var envelope = slot == CLEAR ? null : slots[slot];
        return envelope == null ? clear : envelope;
    }

    private void erase(int slot) {
        var envelope = slots[slot];
        if (envelope != null) {
            envelope.close();
            slots[slot] = null;
        }
    }

    /** Overwrites all keys. */
    @Override
    public void close() {
        for (int slot = 0; slot < SLOTS; slot++) {
            erase(slot);
        }
        sending = CLEAR;
        preloaded = CLEAR;
        acceptsClear = false;
    }
}
