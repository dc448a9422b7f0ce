package org.quorate.status;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ProviderType;

/** The values of all nodes, as far as this node knows them. */
@ProviderType
public interface ClusterStatus {
    /** Longest key, in bytes of UTF-8. */
    int MAX_KEY_BYTES = 255;

    /** Largest value, in bytes. */
    int MAX_VALUE_BYTES = 32 * 1024;

    /**
     * Publishes a value of this node. Empty removes it. Keys {@code rrd/NAME} are measurements, and {@code nodeip} is the
     * address of this node.
     *
     * @throws IllegalArgumentException if the key is empty, too long or has a NUL, or the value is too large
     */
    void put(String key, byte[] value);

    /** A value; empty if that node has not published it. */
    Optional<byte[]> value(int nodeId, String key);

    /** The configured nodes, ascending by id, and any other that is in the group. */
    List<NodeValues> nodes();

    /** What was measured within the last five minutes: values by name. */
    SortedMap<String, String> measurements();

    /** Whether this node hears the others, in words. */
    String phase();

    /** Raised by each change of who is there, of their addresses, and of the configuration. */
    int version();
}
