package org.quorate.link.crypto;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The two configurations between which a cluster changes without a pause: the new one is accepted beside the old one
 * everywhere, then used for sending, then the old one is erased. What is received is tried with both.
 */
public final class KeySlots implements AutoCloseable {
    private static final int SLOTS = 2;
    private static final int CLEAR = -1;

    private final Stamps stamps;
    private final Envelope clear;
    private final @Nullable Envelope[] slots = new @Nullable Envelope[SLOTS];
    private int sending;
    private boolean acceptsClear;
    private boolean stamped;
    private int openedBy;
    private long session;
    private long number;

    public KeySlots(CryptoSettings settings, RandomGenerator random) {
        stamps = new Stamps(random);
        clear = new Envelope(CryptoSettings.NONE, stamps::put);
        use(settings, Optional.empty());
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

    /**
     * What is sent with from now on, and what is accepted besides; everything else is erased. What was there before stays as
     * it is, wherever it was.
     */
    public void use(CryptoSettings wanted, Optional<CryptoSettings> besides) {
        for (int slot = 0; slot < SLOTS; slot++) {
            var there = slots[slot];
            if (there != null
                    && !there.isOf(wanted)
                    && besides.filter(there::isOf).isEmpty()) {
                erase(slot);
            }
        }
        sending = load(wanted);
        besides.ifPresent(this::load);
        acceptsClear =
                wanted.isClear() || besides.filter(CryptoSettings::isClear).isPresent();
        stamped = !acceptsClear;
        for (var slot : slots) {
            stamped &= slot == null || slot.isStamped();
        }
    }

    /**
     * Whether all that is accepted is encrypted, so that all nodes but those of libknet say which of their processes sent a
     * packet.
     */
    public boolean isStamped() {
        return stamped;
    }

    /** Which process sent the last datagram that was opened; 0: it does not say, as libknet. */
    public long session() {
        return stamped ? session : Stamps.NONE;
    }

    /** The number of that datagram among those of its process. */
    public long number() {
        return number;
    }

    /** Which process this is to others, if it says so. */
    public long ownSession() {
        return stamps.session();
    }

    /** The number of the last packet that was sealed. */
    public long ownNumber() {
        return stamps.number();
    }

    /** To others, this is the process whose layer this one follows; that one may still send. */
    public void continueFrom(long itsSession, long itsNumber) {
        stamps.continueFrom(itsSession, itsNumber);
    }

    /** Answers where it is. */
    private int load(CryptoSettings settings) {
        if (settings.isClear()) {
            return CLEAR;
        }
        int free = CLEAR;
        for (int slot = 0; slot < SLOTS; slot++) {
            var there = slots[slot];
            if (there == null) {
                free = slot;
            } else if (there.isOf(settings)) {
                return slot;
            }
        }
        assert free != CLEAR : "there are two kinds of encryption at most";
        slots[free] = new Envelope(settings, stamps::put);
        return free;
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
                    session = Stamps.session(plain);
                    number = Stamps.number(plain);
                    return opened;
                }
            }
        }
        session = Stamps.NONE;
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
        acceptsClear = false;
    }
}
