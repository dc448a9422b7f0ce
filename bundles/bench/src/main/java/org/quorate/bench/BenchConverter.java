package org.quorate.bench;

import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** Renders the results; Gogo asks it for everything that it prints. */
@Component
public final class BenchConverter implements Converter {
    @Override
    public @Nullable Object convert(Class<?> desiredType, Object in) {
        return null; // Gogo's own conversions do
    }

    @Override
    public @Nullable CharSequence format(Object target, int level, Converter escape) {
        return target instanceof BenchResult result ? result.line() : null;
    }
}
