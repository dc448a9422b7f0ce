package org.quorate.ring;

import org.osgi.annotation.versioning.ProviderType;

/** The links of all nodes, as each of them sees its own. */
@ProviderType
public interface ClusterLinks {
    /** What the nodes have told last; answers at once in every state. */
    LinkMatrix matrix();
}
