/**
 * What each transport promises, as tests: a vendor extends {@link org.quorate.transport.kit.TransportContract} with its own
 * transport. Three nodes take turns on the thread of the test, on loopback addresses that nobody else has.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.quorate.transport.kit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
