package org.quorate.group.corosync.daemon;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A function of a library that answers a {@code cs_error_t}. */
final class Function {
    private static final int PATIENT_TIMES = 100;
    private static final long PATIENT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final String name;
    private final MethodHandle handle;

    Function(String name, MethodHandle handle) {
        this.name = name;
        this.handle = handle.asSpreader(Object[].class, handle.type().parameterCount())
                .asType(MethodType.methodType(int.class, Object[].class));
    }

    /** Calls it. */
    int call(Object... arguments) {
        try {
            return (int) handle.invokeExact(arguments);
        } catch (Throwable thrown) {
            throw NativeLibrary.impossible(thrown);
        }
    }

    /** Whether it succeeds; false if it is to be tried again. */
    boolean tried(Object... arguments) throws CorosyncException {
        return succeeded(call(arguments));
    }

    /** Whether it has succeeded; false if it is to be tried again. */
    boolean succeeded(int code) throws CorosyncException {
        if (code == CsError.TRY_AGAIN.code()) {
            return false;
        }
        check(code);
        return true;
    }

    /** Calls it for a second, if it wants to be tried again. */
    int patiently(Object... arguments) {
        int code = call(arguments);
        for (int i = 0; code == CsError.TRY_AGAIN.code() && i < PATIENT_TIMES; i++) {
            LockSupport.parkNanos(PATIENT_NANOS);
            code = call(arguments);
        }
        return code;
    }

    /** The same; it must succeed. */
    void mustPatiently(Object... arguments) throws CorosyncException {
        check(patiently(arguments));
    }

    void check(int code) throws CorosyncException {
        if (code != CsError.OK.code()) {
            throw CorosyncException.of(name, code);
        }
    }
}
