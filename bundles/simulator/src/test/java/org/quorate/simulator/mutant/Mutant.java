package org.quorate.simulator.mutant;

import java.util.List;

/** The defects that must be found. */
enum Mutant {
    HALF_OF_THE_VOTES_IS_QUORUM(Edit.constant("quorum.votes.VoteArithmetic", "majority", 1, 0, 0)),
    ARU_GOES_PAST_A_HOLE(Edit.answer("totem.TokenPath", "advanceAru", "has", 1)),
    RING_ID_IS_NOT_PERSISTED(Edit.answer("totem.Ring", "commit", "add", 0)),
    RECOVERED_MESSAGES_ARE_DROPPED(Edit.answer("totem.TokenPath", "takeRecovered", "put", 0)),
    MESSAGES_OF_OTHER_RINGS_ARE_TAKEN(Edit.answer("totem.Ring", "multicast", "isOf", 1)),
    STALE_JOINS_ARE_ACCEPTED(Edit.answer("totem.Ring", "join", "isStale", 0)),
    LEAVES_OF_PROCESSES_ARE_LOST(Edit.answer("totem.cpg.Cpg", "remove", "removeAll", 0)),
    LOCKS_EXPIRE_AT_ONCE(Edit.answer("clusterfs.replica.Replica", "unlockRequested", "isExpired", 1)),
    TOKENS_OF_STRANGERS_ARE_TAKEN(Edit.call(
            "totem.Ring", "token", "predecessorOf", (code, _) -> code.pop2().dup())),
    SYNCHRONISATION_NEVER_ENDS(
            Edit.answer("totem.service.Synchronisation", "passed", "syncActivate", 0),
            Edit.answer("totem.service.Synchronisation", "passed", "add", 0)),
    MESSAGES_ARE_SENT_TWICE(Edit.call(
            "totem.pack.SendQueue",
            "poll",
            "poll",
            (code, call) -> code.invokeinterface(call.owner().asSymbol(), "peek", call.typeSymbol()))),
    REPEATED_TOKENS_ARE_NEW(Edit.answer("totem.Ring", "token", "isNew", 1)),
    THE_OLDER_TREE_WINS(Edit.answer("clusterfs.replica.Verdict", "of", "isAhead", 0)),
    CHANGES_NEED_NO_QUORUM(Edit.field("clusterfs.replica.Replica", "make", "quorate")),
    NOBODY_NEEDS_TO_AGREE(
            Edit.body("totem.Candidates", "agreed", code -> code.iconst_1().ireturn())),
    WHO_IS_SYNCED_DOES_NOT_WAIT_FOR_THE_OTHERS(Edit.answer("clusterfs.replica.Replica", "decide", "containsAll", 1)),
    SURVIVORS_ALL_COUNT_AS_COMPLETE(Edit.answer("totem.OldRing", "fillIn", "markIncomplete", 1));

    private final List<Edit> edits;

    Mutant(Edit... edits) {
        this.edits = List.of(edits);
    }

    List<Edit> edits() {
        return edits;
    }
}
