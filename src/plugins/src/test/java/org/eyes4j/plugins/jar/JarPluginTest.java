package org.eyes4j.plugins.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eyes4j.plugins.BuiltJar;
import org.eyes4j.plugins.GuardingGate;
import org.eyes4j.plugins.PluginContext;
import org.eyes4j.plugins.PluginFiles;
import org.eyes4j.plugins.PluginStatus;
import org.eyes4j.plugins.PluginStatus.State;
import org.eyes4j.plugins.Plugins;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.guard.GuardSettings;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarPluginTest {
    private static final String SERVICE = "META-INF/services/org.eyes4j.tools.annotation.VisionTools";

    @TempDir
    private Path home;

    private final ToolRegistry registry = new ToolRegistry();
    private final Set<String> allowed = ConcurrentHashMap.newKeySet();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private Duration patience = Duration.ofSeconds(20);
    private Plugins plugins;

    @BeforeEach
    void begin() {
        plugins = new Plugins(
                home.resolve("plugins"),
                registry,
                () -> new PluginContext(Map.of(), true, allowed, home.resolve("cache"), patience, note -> {}),
                new GuardingGate(GuardSettings.DEFAULT, Duration.ofSeconds(20), home.resolve("cache")),
                warnings::add,
                List.of(new JarPluginLoader("0.1.0")));
    }

    @AfterEach
    void end() {
        plugins.close();
    }

    @Test
    void should_run_an_allowed_jar_and_let_go_of_it() throws Exception {
        // GIVEN
        Path jar = greeter("greeter", "1.0", "Hello").to(home.resolve("plugins/greeter.jar"));
        allowed.add(PluginFiles.hash(jar));
        // WHEN
        plugins.refresh();
        // THEN
        assertThat(plugins.find("greeter").orElseThrow().reason()).isEmpty();
        assertThat(greet("Ada")).isEqualTo(ToolResult.of(new Value.Text("Hello, Ada")));
        assertThat(plugins.origin("greet")).hasValueSatisfying(origin -> {
            assertThat(origin.kind()).isEqualTo("jar");
            assertThat(origin.hash()).isIn(allowed);
        });
        ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
        Reference<ClassLoader> classes = new PhantomReference<>(classesOf("greeter"), gone);
        // WHEN
        plugins.disable("greeter");
        // THEN
        assertThat(registry.names()).isEmpty();
        assertCollected(gone);
        Reference.reachabilityFence(classes);
    }

    @Test
    void should_take_another_version_without_a_restart() throws Exception {
        Path place = home.resolve("plugins/greeter.jar");
        allowed.add(PluginFiles.hash(greeter("greeter", "1.0", "Hello").to(place)));
        plugins.refresh();
        Path next = greeter("greeter", "1.1", "Good morning").to(home.resolve("next.jar"));
        allowed.add(PluginFiles.hash(next));
        // WHEN
        Files.move(next, place, StandardCopyOption.REPLACE_EXISTING);
        plugins.refresh();
        // THEN
        assertThat(plugins.find("greeter").orElseThrow().version()).isEqualTo("1.1");
        assertThat(greet("Ada")).isEqualTo(ToolResult.of(new Value.Text("Good morning, Ada")));
    }

    @Test
    void should_refuse_what_nobody_let_in_and_say_which_line_does() throws Exception {
        Path jar = greeter("greeter", "1.0", "Hello").to(home.resolve("plugins/greeter.jar"));
        String hash = PluginFiles.hash(jar);
        plugins.refresh();
        PluginStatus refused = plugins.find("greeter").orElseThrow();
        assertThat(refused.state()).isEqualTo(State.FAILED);
        assertThat(refused.reason())
                .isEqualTo("it brings code that nobody let in: greeter.jar has SHA-256 " + hash
                        + ". Whoever trusts it runs `eyes4j plugins allow " + hash
                        + "`, or adds to the file of settings (EYES4J_CONFIG):\nplugins:\n  allowed: [" + hash + "]");
        // WHEN
        allowed.add(hash);
        // THEN
        assertThat(plugins.reload("greeter").state()).isEqualTo(State.ENABLED);
    }

    @Test
    void should_see_the_api_and_nothing_else_of_the_program() throws Exception {
        Path jar = new BuiltJar()
                .source("spy.Spy", """
                        package spy;
                        import org.eyes4j.tools.annotation.*;
                        public class Spy implements VisionTools {
                            @VisionTool(description = "Looks for a class")
                            public String look(@Input("its name") String name) {
                                try { return Class.forName(name).getClassLoader() + ""; }
                                catch (ClassNotFoundException e) { return e.getMessage(); }
                            }
                            @VisionTool(description = "Looks for a resource")
                            public String find(@Input("its name") String name) {
                                return getClass().getResource(name) + "";
                            }
                        }
                        """)
                .file(SERVICE, "spy.Spy")
                // A copy of the API in the jar is passed over.
                .file("org/eyes4j/tools/Tool.class", "not a class")
                .file("plugin.yml", manifest("spy", "1.0"))
                .to(home.resolve("plugins/spy.jar"));
        allowed.add(PluginFiles.hash(jar));
        plugins.refresh();
        assertThat(warnings).isEmpty();
        assertThat(ask("look", "name", "org.eyes4j.plugins.Plugins")).isEqualTo("org.eyes4j.plugins.Plugins");
        assertThat(ask("look", "name", "org.junit.jupiter.api.Test")).isEqualTo("org.junit.jupiter.api.Test");
        assertThat(ask("find", "name", "/org/eyes4j/config/settings.yaml")).isEqualTo("null");
    }

    @Test
    void should_say_what_a_broken_plugin_did() throws Exception {
        patience = Duration.ofMillis(300);
        allow("thrower", "throw new IllegalStateException(\"no camera\");");
        allow(
                "hanger",
                "try { new java.util.concurrent.CountDownLatch(1).await(); } catch (InterruptedException e) { }");
        plugins.refresh();
        assertThat(plugins.find("thrower").orElseThrow().reason())
                .isEqualTo("its code failed while it was loaded: java.lang.IllegalStateException: no camera, at"
                        + " bad.Bad.<init>(Bad.java:2)");
        assertThat(plugins.find("hanger").orElseThrow().reason()).startsWith("it was not ready within 0.3 s");
    }

    @Test
    void should_refuse_jars_that_reach_out_or_fill_the_disk() throws Exception {
        Path slip =
                greeter("slip", "1.0", "Hello").file("../../escaped.txt", "x").to(home.resolve("plugins/slip.jar"));
        Path bomb =
                greeter("bomb", "1.0", "Hello").file("zeros", new byte[8 << 20]).to(home.resolve("plugins/bomb.jar"));
        allowed.add(PluginFiles.hash(slip));
        allowed.add(PluginFiles.hash(bomb));
        plugins.refresh();
        assertThat(plugins.find("slip").orElseThrow().reason())
                .isEqualTo(
                        "Refused slip.jar: its file '../../escaped.txt' would be written outside of the plugin's folder");
        assertThat(plugins.find("bomb").orElseThrow().reason())
                .isEqualTo(
                        "Refused bomb.jar: 'zeros' unpacks to more than 200 times its size, as an archive does that is"
                                + " made to fill a disk");
    }

    @Test
    void should_refuse_a_zip_that_reaches_out() throws Exception {
        new BuiltJar()
                .file("plugin.yml", manifest("slip", "1.0"))
                .file("../up.txt", "x")
                .to(home.resolve("plugins/slip.zip"));
        plugins.refresh();
        assertThat(plugins.list().get(0).reason())
                .isEqualTo("Refused slip.zip: its file '../up.txt' would be written outside of the plugin's folder");
        assertThat(home.resolve("cache/plugin-cache/up.txt")).doesNotExist();
    }

    @Test
    void should_take_a_zip_with_a_jar_inside() throws Exception {
        Path jar = greeter("inner", "1.0", "Hello").to(home.resolve("inner.jar"));
        allowed.add(PluginFiles.hash(jar));
        new BuiltJar()
                .file("inner/plugin.yml", manifest("inner", "1.0"))
                .file("inner/inner.jar", Files.readAllBytes(jar))
                .to(home.resolve("plugins/inner.zip"));
        plugins.refresh();
        assertThat(plugins.find("inner").orElseThrow().reason()).isEmpty();
        assertThat(registry.names()).containsExactly("greet");
    }

    @Test
    void should_tell_which_eyes4j_it_needs() throws Exception {
        Path jar = greeter("newer", "1.0", "Hello")
                .file("plugin.yml", manifest("newer", "1.0") + "jar: {requires: \">=2.0.0\"}\n")
                .to(home.resolve("plugins/newer.jar"));
        allowed.add(PluginFiles.hash(jar));
        plugins.refresh();
        assertThat(plugins.find("newer").orElseThrow().reason())
                .isEqualTo("it needs eyes4j >=2.0.0, this is eyes4j 0.1.0");
    }

    @Test
    void should_let_in_what_a_known_signer_signed() throws Exception {
        Path jar = greeter("signed", "1.0", "Hello").to(home.resolve("plugins/signed.jar"));
        Path store = home.resolve("keys.p12");
        String[] key = {"-keystore", store.toString(), "-storepass", "changeit", "-storetype", "PKCS12"};
        run("keytool", key, "-genkeypair", "-alias", "me", "-keyalg", "EC", "-dname", "CN=me");
        run("jarsigner", key, jar.toString(), "me");
        java.security.KeyStore keys = java.security.KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        allowed.add(org.eyes4j.tools.hash.Sha256.of(keys.getCertificate("me").getEncoded()));
        // WHEN
        plugins.refresh();
        // THEN
        assertThat(plugins.find("signed").orElseThrow().reason()).isEmpty();
        // WHEN something is put in that nobody signed
        try (var open = java.nio.file.FileSystems.newFileSystem(jar)) {
            Files.writeString(open.getPath("/extra.txt"), "x");
        }
        plugins.refresh();
        // THEN
        assertThat(plugins.find("signed").orElseThrow().reason()).startsWith("it brings code that nobody let in");
    }

    private static void run(String program, String[] first, String... rest) throws Exception {
        List<String> words = new java.util.ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", program).toString());
        words.addAll(List.of(first));
        words.addAll(List.of(rest));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }

    private void allow(String name, String inConstructor) throws IOException {
        Path jar = new BuiltJar()
                .source(
                        "bad.Bad",
                        "package bad;\npublic class Bad implements org.eyes4j.tools.annotation.VisionTools { public Bad() { "
                                + inConstructor + " }\n"
                                + "@org.eyes4j.tools.annotation.VisionTool(description = \"x\")\n"
                                + "public String nothing() { return \"\"; } }")
                .file(SERVICE, "bad.Bad")
                .file("plugin.yml", manifest(name, "1.0"))
                .to(home.resolve("plugins/" + name + ".jar"));
        allowed.add(PluginFiles.hash(jar));
    }

    private ToolResult greet(String name) {
        return registry.call(new ToolCall("greet", Map.of("name", new Value.Text(name))), ToolContext.detached());
    }

    private String ask(String tool, String argument, String text) {
        ToolResult result =
                registry.call(new ToolCall(tool, Map.of(argument, new Value.Text(text))), ToolContext.detached());
        return ((Value.Text) ((ToolResult.Success) result).value()).text();
    }

    private ClassLoader classesOf(String plugin) throws Exception {
        var type = plugins.toolsOf(plugin).get(0);
        var field = type.getClass().getDeclaredField("object");
        field.setAccessible(true);
        ClassLoader loader = field.get(type).getClass().getClassLoader();
        assertThat(loader).isInstanceOf(PluginClasses.class);
        return loader;
    }

    private static void assertCollected(ReferenceQueue<ClassLoader> gone) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            System.gc();
            if (gone.remove(50) != null) {
                return;
            }
        }
        throw new AssertionError("The plugin's class loader is still held after the plugin was taken out");
    }

    private static BuiltJar greeter(String name, String version, String word) {
        return new BuiltJar()
                .source("greet.Greeter", """
                        package greet;
                        import org.eyes4j.tools.annotation.*;
                        public class Greeter implements VisionTools {
                            @VisionTool(description = "Greets someone by name")
                            public String greet(@Input("who") String name) { return "%s, " + name; }
                        }
                        """.formatted(word))
                .file(SERVICE, "greet.Greeter")
                .file("plugin.yml", manifest(name, version));
    }

    private static String manifest(String name, String version) {
        return "name: " + name + "\nversion: \"" + version + "\"\nkind: jar\n";
    }
}
