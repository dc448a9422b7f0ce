package org.quorate.ring;

/**
 * An agreed membership.
 *
 * @param representative node id of the member with the lowest id, unsigned
 * @param sequence grows with each ring that any of its members took part in
 */
public record RingId(int representative, long sequence) {

    /** No ring yet. */
    public static final RingId NONE = new RingId(0, 0);

    /** As corosync 3 prints it: both parts in hexadecimal, {@code 1.1a8}. */
    @Override
    public String toString() {
        return Integer.toHexString(representative) + "." + Long.toHexString(sequence);
    }
}
