package org.quorate.quorum.votequorum;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.quorate.quorum.QuorumListener;
import org.quorate.quorum.QuorumStatus;

/** Who is told of each count. Nobody hears of a count twice, or after a later one. */
final class Audience {
    private static final System.Logger LOG = System.getLogger(Audience.class.getName());

    /** A count with its number, which grows. */
    private record News(long number, QuorumStatus status) {}

    private static final class Seat {
        private final QuorumListener listener;
        private long told = -1;

        Seat(QuorumListener listener) {
            this.listener = listener;
        }

        /** Locked while it calls: the first call comes from another thread than the later ones, and must not be late. */
        synchronized void tell(News news) {
            if (news.number() <= told) {
                return;
            }
            told = news.number();
            try {
                listener.quorumChanged(news.status());
            } catch (RuntimeException e) {
                LOG.log(
                        Level.ERROR,
                        "quorum: {0} failed when it was told of a count: {1}; report it to its author",
                        listener.getClass().getName(),
                        e);
            }
        }
    }

    private final List<Seat> seats = new CopyOnWriteArrayList<>();
    private volatile News news;

    Audience(QuorumStatus first) {
        news = new News(0, first);
    }

    QuorumStatus status() {
        return news.status();
    }

    /** Called on one thread. */
    void tell(QuorumStatus status) {
        var next = new News(news.number() + 1, status);
        news = next;
        seats.forEach(seat -> seat.tell(next));
    }

    void add(QuorumListener listener) {
        var seat = new Seat(listener);
        seats.add(seat);
        seat.tell(news);
    }

    void remove(QuorumListener listener) {
        seats.removeIf(seat -> seat.listener == listener);
    }
}
