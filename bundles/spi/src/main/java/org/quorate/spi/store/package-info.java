/**
 * What a store of the tree implements: the entries as rows, changed in durable transactions.
 *
 * <p>A store is used by one thread at a time.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.quorate.spi.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
