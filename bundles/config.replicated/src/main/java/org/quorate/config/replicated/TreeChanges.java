package org.quorate.config.replicated;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.quorate.tree.TreeListener;

/**
 * Tells of changes of one file in the root. A component of its own without references, so that the tree, which looks for
 * listeners, and who looks for the tree do not wait for each other.
 */
@Component(service = {TreeListener.class, TreeChanges.class})
public final class TreeChanges implements TreeListener {
    /** Its name in the root. */
    static final String FILE = "corosync.conf";

    private static final Runnable NOBODY = () -> {};
    private static final long NONE = -1;

    private volatile Runnable listener = NOBODY;
    private volatile long inode = NONE;

    /** Made by the component runtime. */
    @Activate
    public TreeChanges() {}

    /** Runs this whenever the file may have changed. It must return at once. */
    void tell(Runnable next) {
        listener = next;
    }

    void tellNobody() {
        listener = NOBODY;
    }

    /** The file has that inode now. */
    void watch(long present) {
        inode = present;
    }

    @Override
    public void changed(long changed) {
        if (changed == inode) {
            listener.run();
        }
    }

    @Override
    public void nameChanged(long parentInode, String name) {
        if (name.equals(FILE)) {
            listener.run();
        }
    }

    @Override
    public void allChanged() {
        listener.run();
    }
}
