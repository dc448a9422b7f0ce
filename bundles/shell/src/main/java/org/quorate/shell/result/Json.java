package org.quorate.shell.result;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Results as JSON (RFC 8259): records and maps are objects, what is absent is {@code null}, and what has no form of its own is
 * its text. A 32-bit number is unsigned, as node ids are; nothing that commands answer is below zero.
 */
public final class Json {
    private static final int FIRST_PRINTABLE = 0x20;

    private final StringBuilder text = new StringBuilder();

    private Json() {}

    /** In one line, without a newline. */
    public static String of(@Nullable Object value) {
        var json = new Json();
        json.value(value);
        return json.text.toString();
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> text.append("null");
            case ProgramResult program -> program(program);
            case CmapValue entry -> value(entry.value());
            case Optional<?> optional -> value(optional.orElse(null));
            case OptionalInt number -> value(number.isPresent() ? (Object) number.getAsInt() : null);
            case OptionalLong number -> value(number.isPresent() ? (Object) number.getAsLong() : null);
            case Boolean truth -> text.append(truth);
            case Integer number -> text.append(Integer.toUnsignedString(number));
            case Double number -> text.append(Double.isFinite(number) ? number.toString() : "null");
            case Number number -> text.append(number);
            case Map<?, ?> map -> map(map);
            case Collection<?> list -> list(list);
            case Record record -> record(record);
            default -> string(value.toString());
        }
    }

    /** A failure is an object with the one key {@code error}. */
    private void program(ProgramResult program) {
        if (program.value().isPresent()) {
            value(program.value().get());
        } else if (program.exitCode() == ExitCodes.OK) {
            map(Map.of("output", program.output().strip()));
        } else {
            map(Map.of("error", program.errors().strip()));
        }
    }

    private void map(Map<?, ?> map) {
        char separator = '{';
        for (var entry : map.entrySet()) {
            text.append(separator);
            member(String.valueOf(entry.getKey()), entry.getValue());
            separator = ',';
        }
        text.append(map.isEmpty() ? "{}" : "}");
    }

    private void list(Collection<?> list) {
        char separator = '[';
        for (var element : list) {
            text.append(separator);
            value(element);
            separator = ',';
        }
        text.append(list.isEmpty() ? "[]" : "]");
    }

    private void record(Record record) {
        char separator = '{';
        for (var component : record.getClass().getRecordComponents()) {
            text.append(separator);
            member(component.getName(), component(record, component));
            separator = ',';
        }
        text.append(separator == '{' ? "{}" : "}");
    }

    private static @Nullable Object component(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException(record.getClass().getName() + " cannot be read as JSON", e);
        }
    }

    private void member(String name, @Nullable Object value) {
        string(name);
        text.append(':');
        value(value);
    }

    private void string(String value) {
        text.append('"');
        for (char c : value.toCharArray()) {
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < FIRST_PRINTABLE) {
                        text.append("\\u%04x".formatted((int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }
}
