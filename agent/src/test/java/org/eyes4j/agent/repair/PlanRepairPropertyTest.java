package org.eyes4j.agent.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.offline.FakeExperts;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.Fault.Code;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.repair.PlanRepairer.Repaired;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.expression.ExpressionLimits;
import org.eyes4j.tools.expression.Expressions;
import org.junit.jupiter.api.Test;

/**
 * Good plans, broken at random with a fixed seed. Every repaired plan passes the checker or the faults that are left say
 * what is missing; how often the very plan comes back is counted and written to {@code target/plan-repair.txt}. The slips are
 * those of {@link PlanBreaker}, written by the same hand as the repair: models make others too.
 */
class PlanRepairPropertyTest {
    private static final List<Code> SORTS = List.of(
            Code.UNKNOWN_TOOL,
            Code.UNKNOWN_ARGUMENT,
            Code.MISSING_ARGUMENT,
            Code.UNKNOWN_REFERENCE,
            Code.KIND,
            Code.BAD_LITERAL,
            Code.BAD_EXPRESSION,
            Code.CYCLE,
            Code.BAD_ID,
            Code.DUPLICATE_ID,
            Code.NOT_A_LIST,
            Code.RETRY,
            Code.UNUSED_STEP,
            Code.NO_OUTPUT);

    private final ToolRegistry tools = new FakeExperts().without();
    private final Expressions expressions =
            new Expressions(new ExpressionLimits(2_000, 40, 200_000, 10_000, 100_000, 4096));
    private final PlanChecker checker = new PlanChecker(expressions);
    private final PlanRepairer repairer = new PlanRepairer(expressions, Meaning.NONE);
    private final List<GoodPlans.Good> good = GoodPlans.all(tools);

    /** What came of some broken plans. */
    private static final class Tally {
        int plans;
        int sound;
        int explained;
        int restored;
        final List<String> examples = new ArrayList<>();

        String line(String name) {
            return String.format(
                    Locale.ROOT,
                    "%-20s %5d plans  %6.2f %% pass the checker  %6.2f %% are the original again",
                    name,
                    plans,
                    100.0 * sound / plans,
                    100.0 * restored / plans);
        }
    }

    @Test
    void should_mend_or_explain_every_sort_of_fault() throws IOException {
        Map<Code, Tally> tallies = new LinkedHashMap<>();
        Random random = new Random(20261123);
        PlanBreaker breaker = new PlanBreaker(tools, random);
        for (Code sort : SORTS) {
            Tally tally = tallies.computeIfAbsent(sort, s -> new Tally());
            for (GoodPlans.Good one : good) {
                for (int i = 0; i < (sort == Code.RETRY ? 20 : 2); i++) {
                    breaker.broken(one.plan(), sort).ifPresent(plan -> count(one, plan, tally));
                }
            }
        }
        Tally several = new Tally();
        for (GoodPlans.Good one : good) {
            for (int i = 0; i < 3; i++) {
                Plan plan = one.plan();
                int faults = 2 + random.nextInt(2);
                for (int f = 0; f < faults; f++) {
                    Optional<Plan> worse = breaker.broken(plan, SORTS.get(random.nextInt(SORTS.size())));
                    plan = worse.orElse(plan);
                }
                count(one, plan, several);
            }
        }
        List<String> report = new ArrayList<>();
        report.add(good.size() + " good plans, each broken; seed 20261123");
        tallies.forEach((sort, tally) -> report.add(tally.line(sort.name().toLowerCase(Locale.ROOT))));
        report.add(several.line("two or three"));
        List<String> examples = new ArrayList<>();
        tallies.forEach((sort, tally) -> tally.examples.stream().limit(8).forEach(e -> examples.add(sort + "\n" + e)));
        several.examples.stream().limit(20).forEach(e -> examples.add("SEVERAL\n" + e));
        Path folder = Path.of("target");
        if (Files.isDirectory(folder)) {
            Files.write(folder.resolve("plan-repair.txt"), report);
            Files.write(folder.resolve("plan-repair-examples.txt"), examples);
        }

        tallies.forEach((sort, tally) -> {
            assertThat(tally.plans).as("%s broken", sort).isPositive();
            assertThat(tally.sound + tally.explained).as("%s", sort).isEqualTo(tally.plans);
            assertThat(tally.sound).as("%s\n%s", sort, tally.line("")).isGreaterThanOrEqualTo(tally.plans * 99 / 100);
            assertThat(tally.restored)
                    .as("%s\n%s", sort, tally.line(""))
                    .isGreaterThanOrEqualTo(tally.plans * 85 / 100);
        });
        assertThat(several.sound + several.explained).isEqualTo(several.plans);
        assertThat(several.sound).as(several.line("")).isGreaterThanOrEqualTo(several.plans * 99 / 100);
        assertThat(several.restored).as(several.line("")).isGreaterThanOrEqualTo(several.plans * 88 / 100);
    }

    @Test
    void should_leave_good_plans_and_mended_plans_as_they_are() {
        PlanBreaker breaker = new PlanBreaker(tools, new Random(7));
        for (GoodPlans.Good one : good) {
            assertThat(repair(one, one.plan()).plan()).isEqualTo(one.plan());
            breaker.broken(one.plan(), Code.UNKNOWN_REFERENCE).ifPresent(plan -> {
                Repaired mended = repair(one, plan);
                if (mended.mayRun()) {
                    assertThat(repair(one, mended.plan()).edits()).isEmpty();
                }
            });
        }
    }

    @Test
    void should_come_to_an_end_with_whatever_it_is_given() {
        Random random = new Random(99);
        List<String> ids = List.of("a", "b", "c", "1", "", "item", "inputs", "第一", "x".repeat(200), "a-b", "size");
        List<String> refs = List.of(
                "a",
                "b",
                "c",
                "item",
                "inputs.image1",
                "inputs.",
                "inputs.a",
                "a.b.c",
                "a[0].x",
                "$a",
                "{{b}}",
                "1",
                "第一",
                "nothing at all",
                "steps.a.output",
                "x".repeat(300));
        List<String> names = List.copyOf(tools.names());
        List<String> ports = List.of("image", "items", "labels", "where", "value", "other", "x", "", "index", "anchor");
        for (int i = 0; i < 1500; i++) {
            ObjectNode plan = JsonNodeFactory.instance.objectNode();
            if (random.nextInt(4) > 0) {
                plan.putObject("inputs").put("image1", random.nextInt(5) > 0 ? "image" : "list<text>");
            }
            ArrayNode steps = plan.putArray("steps");
            for (int s = 0; s < random.nextInt(7); s++) {
                ObjectNode step = steps.addObject().put("id", "i" + ids.get(random.nextInt(ids.size())));
                if (random.nextInt(3) > 0) {
                    step.put("id", ids.get(random.nextInt(ids.size())).isEmpty() ? "a" : ids.get(random.nextInt(3)));
                }
                step.put("tool", random.nextInt(3) > 0 ? names.get(random.nextInt(names.size())) : "tool " + s);
                ObjectNode with = step.putObject("with");
                for (int p = 0; p < random.nextInt(5); p++) {
                    String ref = refs.get(random.nextInt(refs.size()));
                    String port = ports.get(random.nextInt(ports.size()));
                    switch (random.nextInt(5)) {
                        case 0 -> with.put(port, ref);
                        case 1 -> with.putObject(port).put("cel", ref + " and b = 1");
                        case 2 -> with.putArray(port).addObject().put("ref", ref);
                        default -> with.putObject(port).put("ref", ref);
                    }
                }
                if (random.nextInt(5) == 0) {
                    step.putObject("for_each").put("ref", refs.get(random.nextInt(refs.size())));
                }
            }
            if (random.nextBoolean()) {
                plan.putObject("outputs").putObject("r").put("ref", refs.get(random.nextInt(refs.size())));
            }
            Plan broken = PlanCodec.fromJson(plan);
            Repaired mended = assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> repairer.repair(broken, "Find the cat.", tools, PlanLimits.DEFAULT),
                    plan::toString);
            assertThat(mended.mayRun() || !mended.faults().isEmpty()).isTrue();
            assertThat(mended.confidence()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void should_not_take_on_plans_far_longer_than_allowed() {
        ObjectNode plan = JsonNodeFactory.instance.objectNode();
        ArrayNode steps = plan.putArray("steps");
        for (int i = 0; i < 900; i++) {
            steps.addObject().put("id", "s" + i).put("tool", "detct");
        }

        Repaired mended = repairer.repair(PlanCodec.fromJson(plan), "Find the cat.", tools, PlanLimits.DEFAULT);

        assertThat(mended.edits()).isEmpty();
        assertThat(mended.faults()).extracting(Fault::message).contains("A plan has at most 25 steps, got 900");
    }

    private void count(GoodPlans.Good one, Plan broken, Tally tally) {
        List<Fault> faults = checker.check(broken, tools, PlanLimits.DEFAULT);
        if (faults.stream().noneMatch(Fault::isError)) {
            return; // broken without a fault: another good plan
        }
        Repaired mended = repair(one, broken);
        tally.plans++;
        assertThat(mended.edits()).as("%s", PlanCodec.toJson(broken)).allSatisfy(edit -> {
            assertThat(edit.reason()).isNotBlank();
        });
        List<Fault> left = checker.check(mended.plan(), tools, PlanLimits.DEFAULT).stream()
                .filter(Fault::isError)
                .toList();
        assertThat(mended.mayRun()).isEqualTo(left.isEmpty());
        boolean restored = same(one.plan(), mended.plan());
        if (left.isEmpty()) {
            tally.sound++;
        } else if (left.stream().allMatch(f -> !f.message().isBlank())) {
            tally.explained++;
        }
        tally.restored += restored ? 1 : 0;
        if (!restored) {
            tally.examples.add("  request  " + one.request() + "\n  good     " + PlanCodec.toJson(one.plan())
                    + "\n  broken   "
                    + PlanCodec.toJson(broken) + "\n  mended   " + PlanCodec.toJson(mended.plan()) + "\n  edits    "
                    + mended.edits() + "\n  left     " + left);
        }
    }

    private Repaired repair(GoodPlans.Good one, Plan plan) {
        return repairer.repair(plan, one.request(), tools, PlanLimits.DEFAULT);
    }

    /** The same steps with the same arguments and the same results given, whatever steps and outputs are called. */
    private static boolean same(Plan a, Plan b) {
        return canonical(a).equals(canonical(b));
    }

    private static String canonical(Plan plan) {
        PlanDraft draft = new PlanDraft(plan, new ToolRegistry());
        Map<String, String> names = new HashMap<>();
        draft.nodes.forEach(n -> names.put(n.id, "s" + names.size()));
        draft.nodes.forEach(n -> draft.rename(n, "tmp_" + names.get(n.id)));
        StringBuilder text = new StringBuilder();
        draft.nodes.forEach(n -> {
            PlanDraft.Node node = n;
            text.append(node.id).append(node.tool).append(new java.util.TreeMap<>(node.with));
            text.append(node.when).append(node.forEach).append('\n');
        });
        List<String> outputs = new ArrayList<>();
        draft.outputs.values().forEach(ref -> outputs.add(ref.target()));
        outputs.sort(null);
        return text.append(outputs).toString();
    }
}
