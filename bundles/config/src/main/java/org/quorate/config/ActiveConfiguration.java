package org.quorate.config;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.quorate.config.plan.Plan;

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

    /**
     * Writes another text to the file and uses it from now on, if its {@code config_version} is higher than the one in use.
     * May block.
     *
     * @param name of the text, for messages
     * @return whether it is used; if not, its version is not higher
     * @throws ConfigurationException with all that is wrong with it; then the one before stays in use, and the file as it is
     */
    boolean replace(String text, String name) throws ConfigurationException;

    /**
     * What would be done to use that file.
     *
     * @throws ConfigurationException with all that is wrong with it, or why it cannot be used while the cluster runs
     */
    Plan plan(Path file) throws ConfigurationException;

    /** Why the last file was not used, one line for each problem; empty if it is in use. */
    List<String> refused();
}
