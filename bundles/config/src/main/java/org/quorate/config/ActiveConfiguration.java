package org.quorate.config;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The configuration this node runs with. A service, there only if the configuration is good; its property {@link
 * #RELOADS} changes whenever the file was read again, so that those who use it can look at it anew.
 */
@ProviderType
public interface ActiveConfiguration {
    /** Service property: how often the file was read again, as a {@code Long}. */
    String RELOADS = "config.reloads";

    /** What the file says. */
    ClusterConfig cluster();

    /** What it means on this machine. */
    ClusterMembers members();

    /**
     * Reads the file again and uses it from now on. May block, as names are resolved.
     *
     * @throws ConfigurationException with all that is wrong with it; then the one before stays in use
     */
    void reload() throws ConfigurationException;
}
