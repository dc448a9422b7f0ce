/**
 * The tree of a node in an SQLite file, row for row in the form of pmxcfs's {@code config.db}.
 *
 * <p>A file is opened by one process only; a lock file beside it sees to that. Used by one thread at a time. Names are
 * bytes to other programs: those that are not UTF-8 are kept as lone surrogates, {@code U+DC00} plus the byte.
 */
@NullMarked
package org.quorate.clusterfs.sqlite;

import org.jspecify.annotations.NullMarked;
