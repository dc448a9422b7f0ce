package org.quorate.quorum.votequorum;

import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.ClusterMembers;
import org.quorate.node.NodeHome;
import org.quorate.quorum.Quorum;
import org.quorate.quorum.QuorumListener;
import org.quorate.quorum.QuorumRefusedException;
import org.quorate.quorum.QuorumStatus;
import org.quorate.quorum.votes.UnusableRulesException;
import org.quorate.quorum.votes.VoteCount;
import org.quorate.quorum.votes.VoteEffect;
import org.quorate.quorum.votes.VoteEvent;
import org.quorate.quorum.votes.VoteQuorum;
import org.quorate.quorum.votes.VoteRules;
import org.quorate.quorum.wire.MalformedMessageException;
import org.quorate.quorum.wire.VoteCodec;
import org.quorate.ring.RingId;
import org.quorate.spi.engine.EngineContext;
import org.quorate.spi.engine.ServiceEngine;

/**
 * Counts the votes of the ring it is attached to; corosync's service 5. {@link ProviderChoice} enables it. Each time it
 * is attached it begins with what is configured and what {@code expected_votes_tracking} has stored, as a node does
 * that starts.
 */
@Component(
        name = VotequorumEngine.NAME,
        enabled = false,
        immediate = true,
        service = {ServiceEngine.class, Quorum.class})
public final class VotequorumEngine implements ServiceEngine, Quorum {
    static final String NAME = "org.quorate.quorum.votequorum";

    private static final System.Logger LOG = System.getLogger(VotequorumEngine.class.getName());
    private static final int SERVICE_ID = 5;

    /** An idle ring takes a task at once; one that is held up must not hold up an operator. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    /** A node that sends nonsense may send much of it. */
    private static final long LOG_EVERY = 1000;

    private final ExpectedVotesFile file;
    private final Audience audience;
    private volatile VoteRules rules;
    private volatile ClusterMembers members;
    private volatile @Nullable EngineContext context;

    // On the ring thread.
    private @Nullable VoteQuorum votes;
    private RingId ring = RingId.NONE;
    private int storedVotes;
    private long window;
    private long malformed;
    private Optional<String> refusal = Optional.empty();
    private volatile @Nullable Thread ringThread;

    /** Not attached. */
    @Activate
    public VotequorumEngine(@Reference ActiveConfiguration configuration, @Reference NodeHome home)
            throws UnusableRulesException {
        rules = ConfiguredRules.of(configuration);
        members = configuration.members();
        file = new ExpectedVotesFile(home.state());
        storedVotes = rules.tracking() ? file.read() : 0;
        audience = new Audience(CountedStatus.of(new VoteQuorum(rules, storedVotes).count(), ring, members));
    }

    @Deactivate
    void close() {
        file.close();
    }

    // ---- configuration and listeners

    /** Called with the configuration, and again when it was read anew: then properties of its service change. */
    @Reference(updated = "reload")
    void reload(ActiveConfiguration configuration) {
        try {
            var next = ConfiguredRules.of(configuration);
            members = configuration.members();
            if (!next.equals(rules)) {
                rules = next;
                next.notes().forEach(note -> LOG.log(Level.WARNING, note));
                var attached = context;
                if (attached != null) {
                    attached.execute(() -> on(new VoteEvent.RulesChanged(next)));
                }
            }
        } catch (UnusableRulesException e) {
            LOG.log(Level.WARNING, "{0}; the votes are counted as before, correct corosync.conf", e.getMessage());
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(QuorumListener listener) {
        audience.add(listener);
    }

    void removeListener(QuorumListener listener) {
        audience.remove(listener);
    }

    // ---- Quorum

    @Override
    public QuorumStatus status() {
        return audience.status();
    }

    @Override
    public void expectVotes(int wanted) throws QuorumRefusedException {
        request("expected votes " + wanted, new VoteEvent.ExpectVotesRequested(wanted));
    }

    @Override
    public void setVotes(int nodeId, int wanted) throws QuorumRefusedException {
        request("votes " + wanted, new VoteEvent.VotesRequested(nodeId, wanted));
    }

    private void request(String what, VoteEvent request) throws QuorumRefusedException {
        var attached = context;
        if (attached == null) {
            throw new QuorumRefusedException(noRing(what));
        }
        var answer = new CompletableFuture<Optional<String>>();
        var taken = new AtomicBoolean();
        Runnable task = () -> {
            if (taken.compareAndSet(false, true)) {
                answer.complete(answer(what, request));
            }
        };
        if (Thread.currentThread() == ringThread) {
            task.run();
        } else {
            attached.execute(task);
        }
        var refused = await(what, answer, taken);
        if (refused.isPresent()) {
            throw new QuorumRefusedException(refused.get());
        }
    }

    private static Optional<String> await(
            String what, CompletableFuture<Optional<String>> answer, AtomicBoolean taken) {
        try {
            return answer.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            // not taken in time, or a defect that has stopped the ring
        }
        return taken.compareAndSet(false, true)
                ? Optional.of(what + ": the ring does not answer; see its log, and try again")
                : answer.join();
    }

    /** Why not; empty if it is sent. */
    private Optional<String> answer(String what, VoteEvent request) {
        if (votes == null) {
            return Optional.of(noRing(what));
        }
        refusal = Optional.empty();
        on(request);
        return refusal;
    }

    private static String noRing(String what) {
        return what + ": this node is in no ring; try again when it is";
    }

    // ---- ServiceEngine, on the ring thread

    @Override
    public int serviceId() {
        return SERVICE_ID;
    }

    @Override
    public void attached(EngineContext attached) {
        ringThread = Thread.currentThread();
        context = attached;
        votes = new VoteQuorum(rules, storedVotes);
        on(new VoteEvent.Attached());
    }

    @Override
    public void detached() {
        on(new VoteEvent.Detaching());
        votes = null;
        context = null;
        ringThread = null;
        ring = RingId.NONE;
        window++;
        publish(new VoteQuorum(rules, storedVotes).count());
    }

    @Override
    public void syncBegin(RingId newRing, List<Integer> transitional, List<Integer> all) {
        ring = newRing;
        on(new VoteEvent.SyncBegan(transitional, all));
    }

    @Override
    public void syncProcess() {
        on(new VoteEvent.SyncTurn());
    }

    @Override
    public void syncActivate() {
        on(new VoteEvent.SyncActivated());
    }

    @Override
    public void syncAbort() {
        on(new VoteEvent.SyncAborted());
    }

    @Override
    public void delivered(int function, int senderNodeId, ByteBuffer message) {
        try {
            VoteCodec.decode(function, message).ifPresent(decoded -> on(new VoteEvent.Received(senderNodeId, decoded)));
        } catch (MalformedMessageException e) {
            if (malformed++ % LOG_EVERY == 0) {
                LOG.log(
                        Level.WARNING,
                        "quorum: dropped message {0} of node {1}: {2}; malformed so far: {3}",
                        function,
                        Integer.toUnsignedString(senderNodeId),
                        e.getMessage(),
                        malformed);
            }
        }
    }

    private void on(VoteEvent event) {
        var core = votes;
        var attached = context;
        if (core != null && attached != null) {
            core.on(event).forEach(effect -> perform(effect, attached));
        }
    }

    private void perform(VoteEffect effect, EngineContext attached) {
        switch (effect) {
            case VoteEffect.Send(var message) -> {
                var encoded = VoteCodec.encode(message);
                attached.send(encoded.function(), encoded.body());
            }
            case VoteEffect.Publish(var count) -> publish(count);
            case VoteEffect.ArmWindow(int millis) -> {
                long armed = ++window;
                attached.schedule(Duration.ofMillis(millis), () -> {
                    if (armed == window) {
                        on(new VoteEvent.WindowExpired());
                    }
                });
            }
            case VoteEffect.DisarmWindow() -> window++;
            case VoteEffect.Persist(int expected) -> {
                storedVotes = expected;
                file.write(expected);
            }
            case VoteEffect.Refuse(var reason) -> refusal = Optional.of(reason);
        }
    }

    private void publish(VoteCount count) {
        LOG.log(Level.INFO, () -> CountedStatus.line(count, ring));
        audience.tell(CountedStatus.of(count, ring, members));
    }
}
