/**
 * The tree of configuration files that all nodes share: pmxcfs's job.
 *
 * <p>Paths have components separated by one slash and no leading slash; the root is the empty path. Reads are answered
 * from this node's memory. A change is ordered by the ring and applied on all members in the same order; its result
 * comes when it is applied here and is on disk here. Thread safe.
 */
@Export
@Version("1.1.0")
@NullMarked
package org.quorate.tree;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
