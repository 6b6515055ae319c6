package org.eyes4j.tools.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks and evaluates CEL (Common Expression Language): no loops without an end, no side effects, no reach outside its
 * variables. Whole numbers and fractions mix freely ({@code item.score > 0}, {@code find.count * 1.5}); two whole numbers
 * divide to a whole number, as CEL says. Beside CEL's own functions there are {@code lowerAscii}, {@code upperAscii},
 * {@code trim}, {@code math.*}, and for lists and places {@code sort, sortBy, minBy, maxBy, min, max, sum, average, first,
 * last, slice, reverse, distinct, indexOf, join, distance, iou}.
 *
 * <p>Thread-safe. The first use costs some hundred milliseconds, later ones microseconds: programs are compiled once.
 */
public final class Expressions {
    private final ExpressionLimits limits;
    private final Map<Key, Compiled> programs;
    private final Object environmentLock = new Object();
    private volatile @Nullable CelEnvironment environment;

    public Expressions() {
        this(ExpressionLimits.DEFAULT);
    }

    public Expressions(ExpressionLimits limits) {
        this.limits = limits;
        this.programs = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Compiled> eldest) {
                return size() > limits.programs();
            }
        };
    }

    /** Everything wrong with an expression that can be known before it runs, in words; empty when nothing is. */
    public Optional<String> fault(String cel, Set<String> variables) {
        return Optional.ofNullable(compile(cel, variables).fault());
    }

    /**
     * The value of an expression: Boolean, Long, Double, String, List or Map. Variables are what {@link CelValues#of}
     * gives.
     *
     * @throws ExpressionException if it cannot be read or does not fit the variables
     */
    public Object evaluate(String cel, Map<String, ?> variables) {
        Compiled compiled = compile(cel, variables.keySet());
        if (compiled.fault() != null) {
            throw new ExpressionException(compiled.fault());
        }
        try {
            return CelValues.plain(compiled.program(environment()).eval(variables));
        } catch (CelEvaluationException e) {
            throw new ExpressionException(CelFaults.evaluation(cel, variables, e, limits));
        }
    }

    /**
     * Whether a condition holds.
     *
     * @throws ExpressionException as {@link #evaluate} does, and if the value is not true or false
     */
    public boolean holds(String cel, Map<String, ?> variables) {
        Object value = evaluate(cel, variables);
        if (value instanceof Boolean yes) {
            return yes;
        }
        throw new ExpressionException("Expression '" + CelFaults.brief(cel) + "' must be true or false, got "
                + CelFaults.describe(value) + "; compare it with something, as in 'item.score > 0.5'");
    }

    private Compiled compile(String cel, Set<String> variables) {
        if (cel.isBlank()) {
            return Compiled.wrong("An expression is empty; write a condition such as 'item.score > 0.5'");
        }
        if (cel.length() > limits.sourceLength()) {
            return Compiled.wrong("An expression has at most " + limits.sourceLength() + " characters, got "
                    + cel.length() + "; split it over several steps");
        }
        Key key = new Key(cel, List.copyOf(new TreeSet<>(variables)));
        synchronized (programs) {
            Compiled known = programs.get(key);
            if (known != null) {
                return known;
            }
        }
        Compiled made = make(key);
        synchronized (programs) {
            programs.put(key, made);
        }
        return made;
    }

    private Compiled make(Key key) {
        CelEnvironment env = environment();
        CelCompilerBuilder builder = env.compiler();
        key.variables().forEach(name -> builder.addVar(name, SimpleType.DYN));
        try {
            CelValidationResult result = builder.build().compile(key.cel());
            List<CelIssue> issues = result.getErrors();
            if (!issues.isEmpty()) {
                return Compiled.wrong(CelFaults.compilation(key.cel(), key.variables(), issues));
            }
            return new Compiled(result.getAst(), null);
        } catch (dev.cel.common.CelException e) {
            return Compiled.wrong("Expression '" + CelFaults.brief(key.cel()) + "' cannot be read: " + e.getMessage());
        }
    }

    private CelEnvironment environment() {
        CelEnvironment made = environment;
        if (made == null) {
            synchronized (environmentLock) {
                made = environment;
                if (made == null) {
                    made = new CelEnvironment(limits);
                    environment = made;
                }
            }
        }
        return made;
    }

    private record Key(String cel, List<String> variables) {}

    /** A syntax tree, or what is wrong with its source; the program is made when it first runs. */
    private static final class Compiled {
        private final @Nullable CelAbstractSyntaxTree tree;
        private final @Nullable String fault;
        private volatile CelRuntime.@Nullable Program program;

        Compiled(@Nullable CelAbstractSyntaxTree tree, @Nullable String fault) {
            this.tree = tree;
            this.fault = fault;
        }

        static Compiled wrong(String fault) {
            return new Compiled(null, fault);
        }

        @Nullable
        String fault() {
            return fault;
        }

        CelRuntime.Program program(CelEnvironment environment) throws CelEvaluationException {
            CelRuntime.Program made = program;
            if (made == null) {
                if (tree == null) {
                    throw new ExpressionException(String.valueOf(fault));
                }
                made = environment.runtime().createProgram(tree);
                program = made;
            }
            return made;
        }
    }
}
