package org.quorate.node;

/**
 * Who this node is; a service, there only if it is known. Neither changes while the node runs.
 *
 * @param nodeId unsigned; 0 for a node that is in no cluster
 * @param name up to its first dot, as the node is named in the tree
 */
public record NodeIdentity(int nodeId, String name) {
    /** Takes a name with or without its domain. */
    public NodeIdentity {
        int dot = name.indexOf('.');
        name = dot < 0 ? name : name.substring(0, dot);
    }
}
