package org.eyes4j.tools.expression;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelMathExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CEL as eyes4j speaks it: the standard language with arithmetic that mixes whole numbers and fractions, and with limits.
 * Only functions whose results cannot grow past the limits are let in; the standard's {@code replace} and {@code join} can,
 * so they are not ({@link CelLists} has a bounded {@code join}).
 */
final class CelEnvironment {
    private final ExpressionLimits limits;
    private final CelOptions options;
    private final CelStandardDeclarations declarations;
    private final List<CelFunctionDecl> arithmetic;
    private final CelStringExtensions strings = CelExtensions.strings(
            CelStringExtensions.Function.LOWER_ASCII,
            CelStringExtensions.Function.UPPER_ASCII,
            CelStringExtensions.Function.TRIM);
    private final CelMathExtensions math;
    private @Nullable CelRuntime runtime;

    CelEnvironment(ExpressionLimits limits) {
        this.limits = limits;
        options = CelOptions.current()
                .enableHeterogeneousNumericComparisons(true)
                .enableRegexPartialMatch(true)
                .maxExpressionCodePointSize(limits.sourceLength())
                .maxParseRecursionDepth(limits.nesting())
                .comprehensionMaxIterations(limits.iterations())
                .maxRegexProgramSize(1_000)
                .build();
        math = CelExtensions.math(options);
        declarations = CelStandardDeclarations.newBuilder()
                .excludeFunctions(
                        CelStandardDeclarations.StandardFunction.ADD,
                        CelStandardDeclarations.StandardFunction.SUBTRACT,
                        CelStandardDeclarations.StandardFunction.MULTIPLY,
                        CelStandardDeclarations.StandardFunction.DIVIDE,
                        CelStandardDeclarations.StandardFunction.MODULO)
                .build();
        arithmetic = CelArithmetic.OPERATORS.keySet().stream()
                .map(CelEnvironment::declare)
                .toList();
    }

    /** A compiler that knows no variables yet. */
    CelCompilerBuilder compiler() {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(options)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(declarations)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addMacros(CelLists.macros())
                .addFunctionDeclarations(arithmetic)
                .addFunctionDeclarations(CelLists.declarations())
                .addLibraries(strings, math);
    }

    /** What runs compiled expressions; made when the first one runs, since checking a plan needs none. */
    @SuppressWarnings("Immutable") // the operators hold nothing but limits, a record of whole numbers
    synchronized CelRuntime runtime() {
        CelRuntime made = runtime;
        if (made == null) {
            CelArithmetic operators = new CelArithmetic(limits);
            CelStandardFunctions functions = CelStandardFunctions.newBuilder()
                    .excludeFunctions(
                            CelStandardFunctions.StandardFunction.ADD,
                            CelStandardFunctions.StandardFunction.SUBTRACT,
                            CelStandardFunctions.StandardFunction.MULTIPLY,
                            CelStandardFunctions.StandardFunction.DIVIDE,
                            CelStandardFunctions.StandardFunction.MODULO)
                    .build();
            CelRuntimeBuilder builder = CelRuntimeFactory.standardCelRuntimeBuilder()
                    .setOptions(options)
                    .setStandardEnvironmentEnabled(false)
                    .setStandardFunctions(functions)
                    .addLibraries(strings, math);
            CelArithmetic.OPERATORS.forEach((name, sign) ->
                    builder.addFunctionBindings(CelFunctionBinding.fromOverloads(
                            name,
                            CelFunctionBinding.from(
                                    overload(name),
                                    Object.class,
                                    Object.class,
                                    (a, b) -> operators.apply(sign, a, b)))));
            builder.addFunctionBindings(new CelLists(limits).bindings());
            made = builder.build();
            runtime = made;
        }
        return made;
    }

    private static CelFunctionDecl declare(String name) {
        return CelFunctionDecl.newFunctionDeclaration(
                name,
                CelOverloadDecl.newGlobalOverload(overload(name), SimpleType.DYN, SimpleType.DYN, SimpleType.DYN));
    }

    private static String overload(String name) {
        return "eyes4j" + name;
    }
}
