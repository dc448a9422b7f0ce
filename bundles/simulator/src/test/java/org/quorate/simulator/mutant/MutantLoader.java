package org.quorate.simulator.mutant;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;

/** The simulator and all cores once more, with edits in some of their classes. */
final class MutantLoader extends ClassLoader {
    private final List<Edit> edits;

    MutantLoader(List<Edit> edits) {
        super(MutantLoader.class.getClassLoader());
        this.edits = edits;
        setPackageAssertionStatus("org.quorate", true);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("org.quorate.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (var in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            var bytes = in.readAllBytes();
            for (var edit : edits) {
                if (edit.className().equals(name)) {
                    bytes = edit.apply(bytes);
                }
            }
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** Calls a static method of a class among these. */
    Object call(Class<?> type, String method, Object... arguments) throws ReflectiveOperationException {
        for (var candidate : loadClass(type.getName()).getDeclaredMethods()) {
            if (candidate.getName().equals(method)) {
                candidate.setAccessible(true);
                try {
                    return candidate.invoke(null, arguments);
                } catch (InvocationTargetException e) {
                    throw new AssertionError(e.getCause());
                }
            }
        }
        throw new NoSuchMethodException(method);
    }
}
