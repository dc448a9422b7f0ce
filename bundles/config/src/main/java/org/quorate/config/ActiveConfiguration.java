package org.quorate.config;

import org.osgi.annotation.versioning.ProviderType;

/** The configuration this node runs with. A service, there only if the configuration is good. */
@ProviderType
public interface ActiveConfiguration {
    /** What the file says. */
    ClusterConfig cluster();

    /** What it means on this machine. */
    ClusterMembers members();
}
