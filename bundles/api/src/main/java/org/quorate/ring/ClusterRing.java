package org.quorate.ring;

import org.osgi.annotation.versioning.ProviderType;

/** The ring of this node, for those who look at it. */
@ProviderType
public interface ClusterRing {
    /** The state at this moment; answers at once in every state. */
    RingStatus status();
}
