package org.quorate.totem.frame;

/**
 * An agreed membership.
 *
 * @param representative its member with the lowest id
 * @param sequence grows with each ring of any of its members
 */
public record RingId(int representative, long sequence) {
    /** Bytes on the wire. */
    public static final int BYTES = 12;

    /** No ring. */
    public static final RingId NONE = new RingId(0, 0);

    /** As corosync prints it, {@code 1.1a8}. */
    @Override
    public String toString() {
        return Integer.toHexString(representative) + "." + Long.toHexString(sequence);
    }
}
