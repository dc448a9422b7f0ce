/**
 * Closed process groups: all members of a group receive the same messages and the same changes of membership in the
 * same order (the CPG model of corosync, {@code cpg_overview(3)}).
 *
 * <p>A message that a member sends is delivered to itself, too, in its place in the order. A change of membership is
 * an event in that order. Each joined process has a delivery thread of its own, on which its {@link
 * org.quorate.group.GroupListener} is called; a slow listener delays nobody else.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.quorate.group;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
