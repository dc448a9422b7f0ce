/**
 * The envelope of knet 1.x: AES-CBC, then HMAC, under one key that all nodes share.
 *
 * <p>Keys stand in no text, are compared in constant time, and are overwritten when they are no longer used, as far as
 * the JDK lets one: what its ciphers derived from them is replaced by what follows from zeros.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.quorate.link.crypto;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
