/**
 * What nodes tell each other without asking for a vote: values that each node publishes about itself, and a log that all
 * nodes write into. The job of pmxcfs's group {@code pve_kvstore_v1}.
 *
 * <p>Nothing here needs quorum, is stored, or is ordered against the tree. Who publishes does not wait; whoever is in the
 * group hears of it, and who comes later is told. Thread safe.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.quorate.status;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
