/**
 * Compression of frames. zlib is here, as the JDK has it; another bundle can bring what needs a library of its own.
 */
@Export
@Version("2.0.0")
@NullMarked
package org.quorate.link.compress;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
