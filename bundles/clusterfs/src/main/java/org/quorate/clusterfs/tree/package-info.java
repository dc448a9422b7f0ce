/**
 * The tree as a value: entries, the rules of every operation, index and checksums.
 *
 * <p>A {@link org.quorate.clusterfs.tree.Tree} never changes; an operation answers another tree that shares what is
 * equal. So readers need no lock, a failed step needs no undo, and the same changes in the same order give the same
 * tree, byte for byte, on every node. No I/O, clock or thread. Rules, layouts and digests are those of pmxcfs's
 * replicated database, its group {@code pve_dcdb_v1}.
 *
 * <p>Exported for the simulator, which runs this very code; no contract.
 */
@Export(substitution = Substitution.NOIMPORT, attribute = "x-internal:=true")
@Version("1.0.0")
@NullMarked
package org.quorate.clusterfs.tree;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.bundle.Export.Substitution;
import org.osgi.annotation.versioning.Version;
