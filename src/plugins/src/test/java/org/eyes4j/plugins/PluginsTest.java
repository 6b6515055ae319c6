package org.eyes4j.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eyes4j.plugins.PluginStatus.State;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
    @TempDir
    private Path home;

    private final ToolRegistry registry = ToolRegistry.of(List.of(tool("built_in")));
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<Tool> changing = new CopyOnWriteArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private Duration patience = Duration.ofSeconds(20);
    private Plugins plugins;

    @BeforeEach
    void begin() {
        plugins = plugins(ToolGate.OPEN);
    }

    @AfterEach
    void end() {
        never.countDown();
        plugins.close();
    }

    @Test
    void should_offer_the_tools_of_a_folder() throws IOException {
        // GIVEN
        plugin("good", "tools: [find_birds, find_trees]");
        // WHEN
        plugins.refresh();
        // THEN
        assertThat(registry.names()).containsExactly("built_in", "find_birds", "find_trees");
        assertThat(plugins.find("good")).hasValueSatisfying(status -> {
            assertThat(status.state()).isEqualTo(State.ENABLED);
            assertThat(status.tools()).containsExactly("find_birds", "find_trees");
        });
        assertThat(plugins.origin("find_birds")).hasValueSatisfying(origin -> {
            assertThat(origin.plugin()).isEqualTo("good");
            assertThat(origin.version()).isEqualTo("1.0");
            assertThat(origin.kind()).isEqualTo("test");
            assertThat(origin.hash()).matches("[0-9a-f]{64}");
        });
        assertThat(plugins.origin("built_in")).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void should_keep_the_others_when_one_is_bad() throws IOException {
        plugin("a-bad", "throws: true");
        plugin("b-error", "error: true");
        plugin("c-good", "tools: [find_birds]");
        plugin("d-reason", "reason: it needs a key");
        Files.createDirectories(folder().resolve("e-empty"));
        // WHEN
        plugins.refresh();
        // THEN
        assertThat(registry.names()).containsExactly("built_in", "find_birds");
        assertThat(warnings)
                .containsExactly(
                        "Plugin 'a-bad' 1.0 (" + folder().resolve("a-bad") + ") cannot be used: it failed with"
                                + " java.lang.IllegalStateException: wires crossed; the log has the details",
                        "Plugin 'b-error' 1.0 (" + folder().resolve("b-error") + ") cannot be used: it failed with"
                                + " java.lang.NoClassDefFoundError: org/gone/Gone; the log has the details",
                        "Plugin 'd-reason' 1.0 (" + folder().resolve("d-reason") + ") cannot be used: it needs a key",
                        "Plugin 'e-empty' (" + folder().resolve("e-empty") + ") cannot be used: Expected a file"
                                + " plugin.yml in " + folder().resolve("e-empty")
                                + ", found nothing; `eyes4j plugins new NAME --kind KIND` writes one");
    }

    @Test
    void should_not_wait_for_ever() throws IOException {
        patience = Duration.ofMillis(50);
        plugins = plugins(ToolGate.OPEN);
        plugin("slow", "hangs: true");
        plugins.refresh();
        assertThat(plugins.find("slow").orElseThrow().reason())
                .isEqualTo(
                        "it was not ready within 0.05 s; mend what it waits for and run `eyes4j plugins reload slow`");
    }

    @Test
    void should_tell_faults_with_line_and_column_and_the_nearest_key() throws IOException {
        Path file = file("odd", "name: odd\nversion: 1.10\nkind: tset\ndescripton: x\nenabled: maybe\n");
        plugins.refresh();
        assertThat(plugins.list().get(0).reason())
                .isEqualTo(String.join(
                        "\n",
                        file + ":2:1: version: expected text, in quotes where it looks like a number, found `1.1`",
                        file + ":3:1: kind: expected one of test, found `tset`; did you mean `test`?",
                        file + ":4:1: descripton: expected one of name, version, kind, description, enabled, found"
                                + " `descripton`; did you mean `description`?",
                        file + ":5:1: enabled: expected true or false, found `maybe`"));
    }

    @Test
    void should_refuse_tags_and_bombs() throws IOException {
        Path tag = file("tag", "name: !!java.net.URL x\nversion: '1'\nkind: test\n");
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("*a")
                    .append(i - 1)
                    .append("]\n");
        }
        Path aliases = file("bomb", bomb.toString());
        plugins.refresh();
        assertThat(plugins.find("tag").orElseThrow().reason())
                .isEqualTo(tag + ":1:7: expected a value without a tag, found tag:yaml.org,2002:java.net.URL");
        assertThat(plugins.find("bomb").orElseThrow().reason())
                .startsWith(aliases + ":")
                .contains("expected at most");
    }

    @Test
    void should_explain_clashes_of_names_and_heal_when_the_other_goes() throws IOException {
        plugin("first", "tools: [find_birds]");
        plugin("second", "tools: [find_birds]");
        plugin("third", "tools: [built_in]");
        file("twin", manifest("first", "2.0", "tools: [other]"));
        plugins.refresh();
        assertThat(plugins.find("second").orElseThrow().reason())
                .isEqualTo(
                        "its tool 'find_birds' has the name of one of plugin 'first' 1.0; rename it, or disable plugin"
                                + " 'first'");
        assertThat(plugins.find("third").orElseThrow().reason())
                .isEqualTo("its tool 'built_in' has the name of one that comes with eyes4j; rename it");
        assertThat(plugins.list().get(3).reason())
                .isEqualTo("there is another plugin of this name, 'first' 1.0 (" + folder().resolve("first")
                        + "), which is the one in use; remove one of them");
        // WHEN
        plugins.remove("first");
        // THEN
        assertThat(plugins.find("second").orElseThrow().state()).isEqualTo(State.ENABLED);
        assertThat(plugins.find("first").orElseThrow().version()).isEqualTo("2.0");
        assertThat(registry.names()).containsExactly("built_in", "find_birds", "other");
    }

    @Test
    void should_switch_off_and_on_and_remember() throws IOException {
        plugin("good", "tools: [find_birds]");
        plugins.refresh();
        assertThat(plugins.disable("good").state()).isEqualTo(State.DISABLED);
        assertThat(registry.names()).containsExactly("built_in");
        assertThat(closed).hasValue(1);
        // WHEN the program starts again
        plugins.close();
        plugins = plugins(ToolGate.OPEN);
        plugins.refresh();
        // THEN
        assertThat(plugins.find("good").orElseThrow().state()).isEqualTo(State.DISABLED);
        assertThat(plugins.enable("good").tools()).containsExactly("find_birds");
        assertThatThrownBy(() -> plugins.enable("goof"))
                .hasMessage("There is no plugin 'goof' in " + folder() + "; did you mean `good`? There: good");
    }

    @Test
    void should_see_what_changes_in_the_folder() throws IOException {
        assertThat(plugins.refresh()).isFalse();
        plugin("good", "tools: [find_birds]");
        assertThat(plugins.refresh()).isTrue();
        assertThat(plugins.refresh()).isFalse();
        file("good", manifest("good", "1.0.1", "tools: [find_more_birds]"));
        assertThat(plugins.refresh()).isTrue();
        assertThat(registry.names()).containsExactly("built_in", "find_more_birds");
        PluginFiles.delete(folder().resolve("good"));
        assertThat(plugins.refresh()).isTrue();
        assertThat(registry.names()).containsExactly("built_in");
        assertThat(plugins.list()).isEmpty();
        assertThat(closed).hasValue(2);
    }

    @Test
    void should_follow_a_plugin_whose_tools_change() throws IOException {
        changing.add(tool("one"));
        plugin("moving", "changes: true");
        plugins.refresh();
        changing.add(tool("two"));
        changing.add(tool("built_in"));
        changing.remove(0);
        listeners.forEach(Runnable::run);
        assertThat(registry.names()).containsExactly("built_in", "two");
        assertThat(plugins.find("moving").orElseThrow().tools()).containsExactly("two");
        assertThat(warnings)
                .containsExactly("Plugin 'moving': tool 'built_in' is left out: its tool 'built_in' has the name of one"
                        + " that comes with eyes4j; rename it");
    }

    @Test
    void should_keep_out_what_does_not_pass_the_gate() throws IOException {
        plugins = plugins(new ToolGate() {
            @Override
            public List<String> faults(Tool tool, ToolOrigin origin) {
                return List.of(tool.specification().name() + " lies about its output");
            }

            @Override
            public Tool guard(Tool tool) {
                return tool;
            }
        });
        plugin("liar", "tools: [find_birds]");
        plugins.refresh();
        assertThat(plugins.find("liar").orElseThrow().reason()).isEqualTo("find_birds lies about its output");
        assertThat(closed).hasValue(1);
        assertThat(registry.names()).containsExactly("built_in");
    }

    private Path folder() {
        return home.resolve("plugins");
    }

    private Path file(String name, String text) throws IOException {
        Path place = Files.createDirectories(folder().resolve(name)).resolve("plugin.yml");
        Files.writeString(place, text);
        return place;
    }

    private void plugin(String name, String options) throws IOException {
        file(name, manifest(name, "1.0", options));
    }

    private static String manifest(String name, String version, String options) {
        return "name: " + name + "\nversion: \"" + version + "\"\nkind: test\ntest: {" + options + "}\n";
    }

    private Plugins plugins(ToolGate gate) {
        PluginContext context =
                new PluginContext(Map.of(), true, Set.of(), home.resolve("cache"), patience, note -> {});
        return new Plugins(folder(), registry, () -> context, gate, warnings::add, List.of(new TestLoader()));
    }

    private final class TestLoader implements PluginLoader {
        @Override
        public String kind() {
            return "test";
        }

        @Override
        public Plugin load(PluginManifest manifest, PluginContext context) throws PluginException {
            var options = manifest.options();
            if (options.has("throws")) {
                throw new IllegalStateException("wires crossed");
            }
            if (options.has("error")) {
                throw new NoClassDefFoundError("org/gone/Gone");
            }
            if (options.has("reason")) {
                throw new PluginException(options.path("reason").asText());
            }
            if (options.has("hangs")) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new PluginException("interrupted", e);
                }
            }
            List<Tool> tools = new ArrayList<>();
            options.path("tools").forEach(t -> tools.add(tool(t.asText())));
            return new Plugin() {
                @Override
                public List<Tool> tools() {
                    return options.has("changes") ? List.copyOf(changing) : tools;
                }

                @Override
                public Cancellation.Registration onChange(Runnable listener) {
                    listeners.add(listener);
                    return () -> listeners.remove(listener);
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
        }
    }

    static Tool tool(String name) {
        ToolSpecification specification =
                ToolSpecification.named(name).describedAs("For a test.").gives(Kind.TEXT, "a text");
        return new Tool() {
            @Override
            public ToolSpecification specification() {
                return specification;
            }

            @Override
            public ToolResult call(Arguments arguments, ToolContext context) {
                return ToolResult.of(new Value.Text("yes"));
            }
        };
    }
}
