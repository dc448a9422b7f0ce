package org.quorate.datagram;

/**
 * How a port is made.
 *
 * @param bufferBytes what the kernel keeps for a thread that is busy, in each direction; a privileged process gets it in
 *     any case, others at most the system's limit
 * @param whole datagrams are not cut by IP (don't fragment), and those that would have to be are told
 * @param prompt marked as interactive traffic (TOS 0x10), which is ahead of the bulk in the machine's own queues
 * @param last what came is handed on after all that the loop's other ports have received
 */
public record DatagramOptions(int bufferBytes, boolean whole, boolean prompt, boolean last) {
    /** Of a port that waits for no other. */
    public DatagramOptions(int bufferBytes, boolean whole, boolean prompt) {
        this(bufferBytes, whole, prompt, false);
    }

    /** The same, but handed on after what the other ports have received. */
    public DatagramOptions asLast() {
        return new DatagramOptions(bufferBytes, whole, prompt, true);
    }
}
