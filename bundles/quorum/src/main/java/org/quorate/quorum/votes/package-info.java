/**
 * Who may act: the vote count of each ring, as a core without threads, files, network or clock. The same events give
 * the same effects.
 *
 * <p>{@link org.quorate.quorum.votes.VoteQuorum} is one node's view; all members of a ring that receive the same
 * messages in the same order come to the same count. What always holds: of two rings that know nothing of each other
 * at most one is quorate, except where {@code two_node}, {@code last_man_standing} or an operator say otherwise. A host
 * calls the core on one thread and carries out its effects in order.
 *
 * <p>The rules and their names are those of corosync's {@code votequorum(5)}; where they are kept more strictly, the
 * README of the bundle says so.
 *
 * <p>Exported for the simulator, which runs this very code; no contract.
 */
@Export(substitution = Substitution.NOIMPORT, attribute = "x-internal:=true")
@Version("1.0.0")
@NullMarked
package org.quorate.quorum.votes;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.bundle.Export.Substitution;
import org.osgi.annotation.versioning.Version;
