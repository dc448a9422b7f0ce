/**
 * The services above the ring: their messages, their synchronisation after each change of the ring, and the executive
 * that ties them to it.
 *
 * <p>A message begins with the group it is for, {@code "a"} for services or {@code "sync"}. A service's message goes on
 * with a header of 16 bytes: service and function, size. After each regular configuration the services synchronise one
 * after the other, in the order of their numbers; ordinary messages wait until the last has finished. No I/O, threads
 * or clocks; used by one thread.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.quorate.totem.service;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
