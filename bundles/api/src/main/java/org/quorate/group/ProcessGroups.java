package org.quorate.group;

import org.osgi.annotation.versioning.ProviderType;

/** Process groups over the ring of this node. */
@ProviderType
public interface ProcessGroups {
    /** Longest group name in bytes of UTF-8. */
    int MAX_NAME_BYTES = 127;

    /**
     * Asks to join; the membership takes effect when {@link GroupListener#membershipChanged} names the process.
     *
     * @param group the name as it stands on the wire. Programs in C often count the final NUL: then it is part of the
     *     name here, too.
     * @throws IllegalArgumentException if the name is empty or too long, or this process is in the group already
     */
    ProcessGroup join(String group, GroupListener listener);
}
