package org.quorate.tree;

import org.osgi.annotation.versioning.ConsumerType;

/** A whiteboard service that is told which entries changed, so that caches over the tree can forget them. */
@ConsumerType
public interface TreeListener {
    /** An entry has other content or attributes. Called on the apply thread in order of the changes; must return at once. */
    void changed(long inode);

    /** A name appeared in, or vanished from, a directory. */
    void nameChanged(long parentInode, String name);

    /** Anything may have changed: the replica was brought to another state, or quorum came or went. */
    void allChanged();
}
