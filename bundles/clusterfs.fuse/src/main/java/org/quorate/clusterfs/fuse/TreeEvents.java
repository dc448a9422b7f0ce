package org.quorate.clusterfs.fuse;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.quorate.tree.TreeListener;

/**
 * Takes the events of the tree for the mount that is there, if any. A component of its own without references, so that
 * the tree, which looks for listeners, and the mount, which looks for the tree, do not wait for each other.
 */
@Component(service = {TreeListener.class, TreeEvents.class})
public final class TreeEvents implements TreeListener {
    private static final TreeListener NOBODY = new TreeListener() {
        @Override
        public void changed(long inode) {}

        @Override
        public void nameChanged(long parentInode, String name) {}

        @Override
        public void allChanged() {}
    };

    private volatile TreeListener mount = NOBODY;

    /** Made by the component runtime. */
    @Activate
    public TreeEvents() {}

    void tell(TreeListener listener) {
        mount = listener;
    }

    void tellNobody() {
        mount = NOBODY;
    }

    @Override
    public void changed(long inode) {
        mount.changed(inode);
    }

    @Override
    public void nameChanged(long parentInode, String name) {
        mount.nameChanged(parentInode, name);
    }

    @Override
    public void allChanged() {
        mount.allChanged();
    }
}
