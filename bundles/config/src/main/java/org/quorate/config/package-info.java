/**
 * {@code corosync.conf}: read, checked, changed, and written back without losing a comment.
 *
 * <p>{@link org.quorate.config.CorosyncConf} is the file as it stands, {@link org.quorate.config.ClusterConfig} what it
 * means, {@link org.quorate.config.ClusterMembers} what it means on this machine. Each step reports all that is wrong
 * at once in a {@link org.quorate.config.ConfigurationException}. The rules are those of {@code corosync.conf(5)} and
 * {@code votequorum(5)} of corosync 3.1; where that program only complains in its log, or not at all, this package
 * says so or refuses.
 *
 * <p>All values are immutable and may be used from any thread. Nothing here needs a framework: the bundle is a plain
 * library as well.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.quorate.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
