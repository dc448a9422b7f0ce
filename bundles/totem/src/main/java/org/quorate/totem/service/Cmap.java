package org.quorate.totem.service;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.quorate.totem.frame.RingId;

/**
 * Service 0: tells all members the version of this node's configuration, so that none runs with an old one.
 *
 * <pre>
 * | 0 header, 16 | 16 reason u8 | 24 items u8 | 32, 40 unused |
 * | 48 length of the key u16 | 56 key, 256 | 312 type u8 | 320 length u64 | 328 value u64 |
 * </pre>
 */
public final class Cmap implements Service {
    private static final int ID = 0;
    private static final int MESSAGE = 0;
    private static final String KEY = "totem.config_version";
    private static final int TYPE_ABSENT = 0;
    private static final int TYPE_U64 = 8;
    private static final int ITEMS = 48;
    private static final int VALUE = ITEMS + 280;

    private final Executive executive;
    private final Supplier<OptionalLong> configured;
    private final Runnable outdated;
    private OptionalLong version = OptionalLong.empty();
    private long highest;
    private boolean alone = true;
    private boolean checked;

    /**
     * Tells the version that is configured when a ring is formed.
     *
     * @param configured absent: the configuration has none
     * @param outdated run when this node joins members with a higher version
     */
    public Cmap(Executive executive, Supplier<OptionalLong> configured, Runnable outdated) {
        this.executive = executive;
        this.configured = configured;
        this.outdated = outdated;
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public void syncBegin(RingId ring, List<Integer> transitional, List<Integer> members) {
        version = configured.get();
        alone = members.size() == 1;
        highest = version.orElse(0);
    }

    @Override
    public void syncProcess() {
        var message = Message.begin(ID, MESSAGE, VALUE - Message.HEADER_BYTES + (version.isPresent() ? Long.BYTES : 0));
        int start = message.position() - Message.HEADER_BYTES;
        message.put(start + 24, (byte) 1);
        message.putShort(start + ITEMS, (short) KEY.length());
        message.put(start + ITEMS + 8, KEY.getBytes(StandardCharsets.US_ASCII));
        message.put(start + ITEMS + 264, (byte) (version.isPresent() ? TYPE_U64 : TYPE_ABSENT));
        version.ifPresent(value -> {
            message.putLong(start + ITEMS + 272, Long.BYTES);
            message.putLong(start + VALUE, value);
        });
        executive.send(message);
    }

    @Override
    public void syncActivate() {
        if (!alone && !checked && version.isPresent()) {
            checked = true;
            if (version.getAsLong() != 0 && highest > version.getAsLong()) {
                outdated.run();
            }
        }
    }

    @Override
    public void delivered(int function, int sender, ByteBuffer message) {
        if (function != MESSAGE || message.remaining() < VALUE + Long.BYTES) {
            return;
        }
        int keyLength = Short.toUnsignedInt(message.getShort(ITEMS));
        if (keyLength != KEY.length() || message.get(ITEMS + 264) != TYPE_U64) {
            return;
        }
        var key = new byte[keyLength];
        message.get(ITEMS + 8, key);
        if (KEY.equals(new String(key, StandardCharsets.US_ASCII))) {
            highest = Math.max(highest, message.getLong(VALUE));
        }
    }
}
