package org.quorate.group.corosync.daemon;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** One of corosync's libraries; it stays loaded. */
final class NativeLibrary {
    private static final Linker LINKER = Linker.nativeLinker();

    private final String file;
    private final String debianPackage;
    private final SymbolLookup symbols;

    private NativeLibrary(String file, String debianPackage, SymbolLookup symbols) {
        this.file = file;
        this.debianPackage = debianPackage;
        this.symbols = symbols;
    }

    /**
     * Loads it by the rules of the dynamic linker.
     *
     * @param debianPackage which has it, for the message
     */
    @SuppressWarnings("restricted")
    static NativeLibrary load(String file, String debianPackage) throws CorosyncException {
        try {
            return new NativeLibrary(file, debianPackage, SymbolLookup.libraryLookup(file, Arena.global()));
        } catch (IllegalArgumentException e) {
            throw new CorosyncException(
                    "the library " + file + " is missing or cannot be loaded", install(debianPackage));
        }
    }

    private static String install(String debianPackage) {
        return "install the package " + debianPackage + " (apt install " + debianPackage + ")";
    }

    /** A function that answers a {@code cs_error_t}. */
    @SuppressWarnings("restricted")
    Function function(String name, MemoryLayout... arguments) throws CorosyncException {
        var symbol = symbols.find(name)
                .orElseThrow(() -> new CorosyncException(
                        "the library " + file + " is too old, it has no " + name,
                        install(debianPackage) + " of corosync 3.1 or newer"));
        return new Function(name, LINKER.downcallHandle(symbol, FunctionDescriptor.of(JAVA_INT, arguments)));
    }

    /**
     * A pointer for C to a method without a result; it must not throw.
     *
     * @param type of the method, of which C gives each argument as these layouts say
     */
    @SuppressWarnings("restricted")
    static MemorySegment callback(
            MethodHandles.Lookup lookup,
            Object target,
            String method,
            MethodType type,
            Arena life,
            MemoryLayout... layouts) {
        try {
            var handle = lookup.findVirtual(target.getClass(), method, type).bindTo(target);
            return LINKER.upcallStub(handle, FunctionDescriptor.ofVoid(layouts), life);
        } catch (ReflectiveOperationException e) {
            throw impossible(e);
        }
    }

    /** The calls themselves throw nothing; what comes here is an error of the virtual machine or of this package. */
    static Error impossible(Throwable thrown) {
        return thrown instanceof Error error ? error : new AssertionError(thrown);
    }
}
