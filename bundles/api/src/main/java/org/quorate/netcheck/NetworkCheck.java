package org.quorate.netcheck;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Measures the network of the running cluster: its members send to each other what they would not send else. */
@ProviderType
public interface NetworkCheck {
    /**
     * Measures, which takes as long as the plan says and some seconds more. One check at a time in a cluster.
     *
     * @param nodes names or ids of those that take part beside this one; empty: all members
     * @throws CheckException if a node is not known or no member, or a check is running already
     */
    CheckReport check(CheckPlan plan, Set<String> nodes) throws CheckException, InterruptedException;
}
