package org.quorate.matrix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.quorate.ring.LinkMatrix.Cell;

/**
 * A report on the wire, little endian; times in microseconds, the share of losses in ten thousandths.
 *
 * <pre>
 * | version = 1, 8 bits | unused, 8 bits | number of links, 16 bits | links |
 * link: | node, 32 bits | number, 8 bits | flags, 8 bits | MTU, 16 bits | round trip, 32 bits | jitter, 32 bits | loss, 16 bits |
 * flags: 1 connected, 2 measured, 4 used, 8 heard
 * </pre>
 */
final class ReportCodec {
    /** Eight links to each of 384 nodes: more corosync does not have. */
    static final int MOST_LINKS = 8 * 384;

    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 4;
    private static final int LINK_BYTES = 18;
    private static final int CONNECTED = 1;
    private static final int MEASURED = 2;
    private static final int USED = 4;
    private static final int HEARD = 8;
    private static final int LINK_NUMBERS = 8;
    private static final int TEN_THOUSAND = 10_000;
    private static final int MOST_MTU = 0xFFFF;
    private static final long MOST_MICROS = 0xFFFF_FFFFL;

    private ReportCodec() {}

    /** More links than there can be are left out. */
    static ByteBuffer encode(List<Cell> cells) {
        var told = cells.subList(0, Math.min(cells.size(), MOST_LINKS));
        var out = ByteBuffer.allocate(HEADER_BYTES + told.size() * LINK_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) VERSION)
                .put((byte) 0)
                .putShort((short) told.size());
        for (var cell : told) {
            int flags = (cell.connected() ? CONNECTED : 0)
                    | (cell.measured() ? MEASURED : 0)
                    | (cell.used() ? USED : 0)
                    | (cell.heard() ? HEARD : 0);
            out.putInt(cell.nodeId())
                    .put((byte) cell.link())
                    .put((byte) flags)
                    .putShort((short) Math.min(cell.mtuBytes(), MOST_MTU))
                    .putInt(micros(cell.roundTripNanos()))
                    .putInt(micros(cell.jitterNanos()))
                    .putShort((short) Math.round(cell.lossShare() * TEN_THOUSAND));
        }
        return out.flip();
    }

    private static int micros(long nanos) {
        return (int) Math.min(TimeUnit.NANOSECONDS.toMicros(nanos), MOST_MICROS);
    }

    /** @throws MalformedReportException if it is not one, or of another version */
    static List<Cell> decode(ByteBuffer in) throws MalformedReportException {
        if (in.remaining() < HEADER_BYTES) {
            throw new MalformedReportException("a report of " + in.remaining() + " bytes");
        }
        int version = in.get();
        if (version != VERSION) {
            throw new MalformedReportException("a report of version " + version + ", this node speaks " + VERSION);
        }
        in.get();
        int count = Short.toUnsignedInt(in.getShort());
        if (count > MOST_LINKS || in.remaining() != count * LINK_BYTES) {
            throw new MalformedReportException("a report of " + count + " links in " + in.remaining() + " bytes");
        }
        var cells = new ArrayList<Cell>(count);
        for (int i = 0; i < count; i++) {
            cells.add(cell(in));
        }
        return cells;
    }

    private static Cell cell(ByteBuffer in) throws MalformedReportException {
        int node = in.getInt();
        int link = Byte.toUnsignedInt(in.get());
        int flags = in.get();
        int mtu = Short.toUnsignedInt(in.getShort());
        long roundTrip = TimeUnit.MICROSECONDS.toNanos(Integer.toUnsignedLong(in.getInt()));
        long jitter = TimeUnit.MICROSECONDS.toNanos(Integer.toUnsignedLong(in.getInt()));
        int loss = Short.toUnsignedInt(in.getShort());
        if (link >= LINK_NUMBERS || loss > TEN_THOUSAND) {
            throw new MalformedReportException("link " + link + " with a loss of " + loss + " in ten thousand");
        }
        return new Cell(
                node,
                link,
                (flags & CONNECTED) != 0,
                (flags & MEASURED) != 0,
                (flags & USED) != 0,
                (flags & HEARD) != 0,
                mtu,
                roundTrip,
                jitter,
                (double) loss / TEN_THOUSAND);
    }
}
