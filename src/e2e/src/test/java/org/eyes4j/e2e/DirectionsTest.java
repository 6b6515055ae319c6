package org.eyes4j.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** DESIGN.md's sentences on who may know whom. */
class DirectionsTest {
    private static final String TOOLS = "org.eyes4j.tools..";
    private static final String PROMPTS = "org.eyes4j.prompts..";
    private static final String CONFIG = "org.eyes4j.config..";
    private static final String VISION = "org.eyes4j.vision..";
    private static final String AGENT = "org.eyes4j.agent..";
    private static final String PLUGINS = "org.eyes4j.plugins..";
    private static final String TESTKIT = "org.eyes4j.testkit..";
    private static final String BENCH = "org.eyes4j.bench..";

    private static JavaClasses house;

    @BeforeAll
    static void readClasses() {
        house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                // What the agent's tests lend to those of the whole is a jar when everything is packaged.
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("org.eyes4j");
    }

    @Test
    void should_have_read_every_module() {
        Set<String> modules = new TreeSet<>();
        house.forEach(c -> modules.add(c.getPackageName().split("\\.")[2]));

        assertThat(modules).contains("tools", "config", "vision", "agent", "app");
    }

    @Test
    void should_keep_tools_prompts_and_config_without_siblings() {
        only(TOOLS, TOOLS);
        only(PROMPTS, PROMPTS);
        only(CONFIG, CONFIG);
    }

    @Test
    void should_let_experts_know_tools_and_config_only() {
        only(VISION, VISION, TOOLS, CONFIG);
    }

    @Test
    void should_never_let_the_agent_see_the_experts() {
        only(AGENT, AGENT, TOOLS, PROMPTS, CONFIG);
    }

    @Test
    void should_let_plugins_know_tools_config_and_experts_only() {
        only(PLUGINS, PLUGINS, TOOLS, CONFIG, VISION);
    }

    @Test
    void should_let_the_contract_test_of_authors_know_tools_only() {
        only(TESTKIT, TESTKIT, TOOLS);
    }

    @Test
    void should_keep_spring_inside_the_server_and_the_starter() {
        check(noClasses()
                .that(not(resideInAnyPackage("org.eyes4j.app.server..", "org.eyes4j.starter..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.."));
    }

    @Test
    void should_keep_databases_inside_the_store() {
        check(noClasses()
                .that(not(resideInAnyPackage("org.eyes4j.app.store..", BENCH)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "org.sqlite..", "org.flywaydb..", "com.zaxxer..", "org.postgresql.."));
    }

    @Test
    void should_keep_langchain4j_inside_the_agents_llm_package() {
        check(noClasses()
                .that(not(resideInAnyPackage("org.eyes4j.agent.llm..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.langchain4j.."));
    }

    @Test
    void should_keep_onnx_runtime_inside_the_onnx_package() {
        check(noClasses()
                .that(not(resideInAnyPackage("org.eyes4j.vision.onnx..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.onnxruntime.."));
    }

    @Test
    void should_keep_opencv_inside_the_picture_package() {
        check(noClasses()
                .that(not(resideInAnyPackage("org.eyes4j.vision.picture..", "org.eyes4j.vision.video..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco.."));
    }

    @Test
    void should_keep_ffmpeg_inside_the_video_package() {
        check(noClasses()
                .that(not(resideInAnyPackage("org.eyes4j.vision.video..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco.ffmpeg.."));
    }

    @Test
    void should_keep_temporal_and_the_aws_sdk_each_inside_its_package() {
        check(noClasses()
                .that(not(resideInAnyPackage("org.eyes4j.temporal..", BENCH)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.temporal.."));
        check(noClasses()
                .that(not(resideInAnyPackage("org.eyes4j.s3..", BENCH)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon.."));
        only("org.eyes4j.temporal..", "org.eyes4j.temporal..", AGENT, TOOLS, CONFIG);
        only("org.eyes4j.s3..", "org.eyes4j.s3..", TOOLS);
    }

    @Test
    void should_keep_the_mcp_sdk_inside_its_two_packages() {
        check(noClasses()
                .that(not(resideInAnyPackage("org.eyes4j.app.mcp..", "org.eyes4j.app.server.mcp..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.modelcontextprotocol.."));
    }

    @Test
    void should_have_no_cycles_between_packages() {
        check(slices().matching("org.eyes4j.(**)").should().beFreeOfCycles());
    }

    @Test
    void should_mark_every_package_as_free_of_null() {
        Set<String> unmarked = new TreeSet<>();
        house.forEach(c -> {
            if (c.getPackage().tryGetAnnotationOfType(NullMarked.class).isEmpty()) {
                unmarked.add(c.getPackageName());
            }
        });

        assertThat(unmarked).isEmpty();
    }

    @Test
    void should_hold_no_mutable_static_state() {
        check(classes().that(areOurs()).should(new OnlyFinalStatics()));
    }

    private static DescribedPredicate<JavaClass> areOurs() {
        return DescribedPredicate.describe(
                "are written by hand", c -> !c.getModifiers().contains(JavaModifier.SYNTHETIC));
    }

    /** Classes of a module know nothing of the house but these packages. */
    private static void only(String module, String... allowed) {
        check(noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.eyes4j..").and(not(resideInAnyPackage(allowed)))));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(house);
    }
}
