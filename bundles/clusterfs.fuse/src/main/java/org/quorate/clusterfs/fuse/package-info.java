/**
 * The mount of the cluster's tree: a component that answers the kernel's requests from the service {@link
 * org.quorate.tree.ClusterTree}.
 *
 * <p>Threads: a few mount readers take requests from the device. What only reads the tree is answered by the reader; a
 * change is handed to the tree, and its reply is written by the thread that completes it, so that no reader ever waits.
 * One more thread tells the kernel what changed; it alone may wait for locks of the kernel, and nothing waits for it.
 *
 * <p>A node of the kernel is an inode of the tree plus one, so that the root is 1 and nodes survive a rename. Reads and
 * writes bypass the page cache; each write is one change of the cluster, and its error is the error of the call. The
 * behaviour at the mount is that of pmxcfs where its users depend on it; the README lists the differences.
 */
@NullMarked
package org.quorate.clusterfs.fuse;

import org.jspecify.annotations.NullMarked;
