/**
 * The measuring of a network, without sockets, threads and clocks: what is sent when, what is made of what arrives, and what
 * that means.
 *
 * <p>Both ends of a pair do the same. Each sends on a schedule of its own and says in each packet what it has heard of the
 * other, so nothing is ever an answer, a lost direction is told by the one that works, and nobody can be made to send more
 * than he is sent. {@link org.quorate.netcheck.probe.Check} is the whole of it on one machine; used by one thread.
 */
@Export(substitution = Substitution.NOIMPORT, attribute = "x-internal:=true")
@Version("1.0.0")
@NullMarked
package org.quorate.netcheck.probe;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.bundle.Export.Substitution;
import org.osgi.annotation.versioning.Version;
