package org.quorate.simulator.mutant;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.function.Consumer;

/**
 * A change of one method, by its name; it fails if it changes nothing.
 *
 * @param type the class, without the package {@code org.quorate}
 */
record Edit(String type, String method, Maker maker) {
    /** Makes the change; the counter is raised for each instruction that is changed. */
    interface Maker {
        CodeTransform make(int[] changed);
    }

    /** Each call of that name answers this instead. */
    static Edit answer(String type, String method, String called, int answer) {
        return call(type, method, called, (code, call) -> {
            drop(code, call);
            switch (TypeKind.from(call.typeSymbol().returnType())) {
                case VOID -> {}
                case BOOLEAN, INT -> code.loadConstant(answer);
                default -> code.aconst_null();
            }
        });
    }

    /** What a call is replaced by. */
    interface Replacement {
        void put(CodeBuilder code, InvokeInstruction call);
    }

    /** Each call of that name becomes something else. */
    static Edit call(String type, String method, String called, Replacement replacement) {
        return new Edit(type, method, changed -> (code, element) -> {
            if (element instanceof InvokeInstruction call && call.name().equalsString(called)) {
                changed[0]++;
                replacement.put(code, call);
            } else {
                code.with(element);
            }
        });
    }

    private static void drop(CodeBuilder code, InvokeInstruction call) {
        for (var parameter : call.typeSymbol().parameterList().reversed()) {
            if (TypeKind.from(parameter).slotSize() == 2) {
                code.pop2();
            } else {
                code.pop();
            }
        }
        if (call.opcode() != java.lang.classfile.Opcode.INVOKESTATIC) {
            code.pop();
        }
    }

    /** The method does nothing, or answers this. */
    static Edit body(String type, String method, Consumer<CodeBuilder> body) {
        return new Edit(type, method, changed -> new CodeTransform() {
            @Override
            public void atStart(CodeBuilder code) {
                changed[0]++;
                body.accept(code);
            }

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                // nothing of what was there
            }
        });
    }

    /** The nth constant of that value, from 0 on, becomes another. */
    static Edit constant(String type, String method, int value, int nth, int other) {
        return new Edit(type, method, changed -> {
            int[] seen = {0};
            return (code, element) -> {
                if (element instanceof ConstantInstruction constant
                        && constant.constantValue() instanceof Integer number
                        && number == value
                        && seen[0]++ == nth) {
                    changed[0]++;
                    code.loadConstant(other);
                } else {
                    code.with(element);
                }
            };
        });
    }

    /** Each look at a field of that name sees true. */
    static Edit field(String type, String method, String field) {
        return new Edit(type, method, changed -> (code, element) -> {
            if (element instanceof FieldInstruction look
                    && look.name().equalsString(field)
                    && look.opcode() == java.lang.classfile.Opcode.GETFIELD) {
                changed[0]++;
                code.pop().iconst_1();
            } else {
                code.with(element);
            }
        });
    }

    String className() {
        return "org.quorate." + type;
    }

    byte[] apply(byte[] original) {
        int[] changed = {0};
        var file =
                ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS, ClassFile.DeadCodeOption.PATCH_DEAD_CODE);
        var edited = file.transformClass(
                file.parse(original),
                ClassTransform.transformingMethodBodies(
                        candidate -> candidate.methodName().equalsString(method), maker.make(changed)));
        if (changed[0] == 0) {
            throw new AssertionError("the mutation finds nothing to change in " + type + "." + method
                    + "; the core has changed, and it must follow");
        }
        return edited;
    }
}
