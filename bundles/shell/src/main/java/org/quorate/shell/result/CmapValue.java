package org.quorate.shell.result;

/**
 * A value of the map of configuration and state.
 *
 * @param type as {@code corosync-cmapctl} names it: {@code u32}, {@code str} ...
 */
public record CmapValue(String type, String text) {
    /** Of 8 bits. */
    public static CmapValue u8(boolean value) {
        return new CmapValue("u8", value ? "1" : "0");
    }

    /** Of 32 bits, unsigned. */
    public static CmapValue u32(long value) {
        return new CmapValue("u32", Long.toString(value));
    }

    /** Of 64 bits, unsigned. */
    public static CmapValue u64(long value) {
        return new CmapValue("u64", Long.toUnsignedString(value));
    }

    /** A text. */
    public static CmapValue str(String value) {
        return new CmapValue("str", value);
    }

    /** A number if it is one. */
    Object value() {
        return type.equals("str") || !text.matches("-?[0-9]{1,18}") ? text : Long.valueOf(text);
    }
}
