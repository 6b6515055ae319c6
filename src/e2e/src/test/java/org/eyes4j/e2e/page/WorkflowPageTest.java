package org.eyes4j.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Workflows in the browser: the graph, links with their kinds checked, the text, runs. */
class WorkflowPageTest {
    private static final String COLOURS = """
            # What is kept stays: comments too.
            name: main-colours
            description: Names the main colours, and shows the picture the other way round.
            inputs:
              picture: image
              most: {kind: number, default: 3, min: 1, max: 9}
            steps:
              # First what is asked for.
              - id: named
                tool: colours
                with: {image: {ref: inputs.picture}, limit: {ref: inputs.most}}
              - id: turned
                tool: mirror
                with: {image: {ref: inputs.picture}}
            outputs:
              picture: {ref: turned}
              colours: {ref: named}
            """;

    @TempDir
    private static Path data;

    private static Chromium chromium;
    private static PageServer server;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.start();
        server = PageServer.start(data);
        Path folder = server.eyes4j().home().workflows();
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("main-colours.yaml"), COLOURS);
    }

    @AfterAll
    static void end() {
        if (server != null) {
            server.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    private static Person person(Person.Screen screen) {
        return new Person(chromium, server.address(), screen);
    }

    private static Person at(String route) {
        return at(route, Person.Screen.DESK);
    }

    private static Person at(String route, Person.Screen screen) {
        Person person = person(screen);
        person.page().navigate(server.address() + "#/workflows" + route);
        if (!route.isEmpty()) {
            assertThat(person.page().locator(".wf-editor[data-faults] [data-node=outputs]"))
                    .isVisible();
        }
        return person;
    }

    private static Locator key(Page page, String key) {
        return page.locator("[data-key=\"" + key + "\"]");
    }

    /** Draws from a place to another with the mouse, and looks at it before the button is let go. */
    private static void draw(Page page, String from, String to, Runnable meanwhile) {
        key(page, from).scrollIntoViewIfNeeded();
        BoundingBox a = key(page, from).boundingBox();
        BoundingBox b = key(page, to).boundingBox();
        page.mouse().move(a.x + a.width - 8, a.y + a.height / 2);
        page.mouse().down();
        page.mouse().move(b.x + b.width / 3, b.y + b.height / 2, new Mouse.MoveOptions().setSteps(6));
        meanwhile.run();
        page.mouse().up();
    }

    private static void write(Page page, String yaml) {
        page.locator("#wf-tab-yaml").click();
        page.locator("#wf-yaml").fill(yaml);
    }

    private static void checked(Page page, int faults) {
        assertThat(page.locator(".wf-editor")).hasAttribute("data-faults", String.valueOf(faults));
    }

    @Test
    void should_open_a_workflow_run_it_and_show_what_each_step_made() {
        try (Person anna = person(Person.Screen.DESK).open()) {
            // GIVEN the list, from the page's own navigation
            Page page = anna.page();
            page.locator("#to-workflows").click();
            assertThat(page.locator("#wf-own .wf-card[data-workflow=main-colours]"))
                    .containsText("2 steps · image, number");
            anna.photograph("workflows");
            page.locator("[data-workflow=main-colours] a").click();

            // WHEN it is run without a picture, and then with one
            assertThat(page.locator(".wf-node")).hasCount(4);
            assertThat(page.locator(".wf-wires path:not(.wf-wire-touch)")).hasCount(5);
            page.locator("#wf-run").click();
            assertThat(page.locator("#wf-start")).isFocused();
            page.keyboard().press("Enter");
            assertThat(page.locator("#wf-pane-run .fault-box")).hasText("Give it “picture” first.");
            page.locator("#wf-give-picture").setInputFiles(Samples.picture("coffee.png"));
            assertThat(page.locator(".wf-given img")).hasCount(1);
            page.locator("#wf-give-most").fill("2");
            page.keyboard().press("Control+Enter");

            // THEN each step lights up with its picture, and the results are there
            assertThat(page.locator("#wf-run-status"))
                    .hasText("Done", new LocatorAssertions.HasTextOptions().setTimeout(60_000));
            for (String step : List.of("named", "turned")) {
                assertThat(page.locator("[data-step=" + step + "]")).hasAttribute("data-status", "done");
            }
            assertThat(page.locator("[data-step=turned] .wf-picture img")).isVisible();
            assertThat(page.locator("[data-output=picture] .wf-image img")).isVisible();
            assertThat(page.locator("figure[data-output=colours] pre")).containsText("\"label\"");
            anna.photograph("workflow-done");

            // AND the picture may be looked at
            page.locator("[data-step=turned] .wf-picture").click();
            assertThat(page.locator("dialog img.large")).isVisible();
            page.keyboard().press("Escape");

            // AND the way back leads to the conversation
            page.locator("#brand").click();
            assertThat(page.locator("#question")).isVisible();
            assertThat(page.locator("#workflows")).isHidden();
        }
    }

    @Test
    void should_begin_with_a_sample_and_give_two_pictures_and_marks() {
        try (Person ben = at("")) {
            // GIVEN a sample
            Page page = ben.page();
            page.locator("#wf-samples [data-workflow=compare-pictures] a").click();
            assertThat(page.locator(".wf-editor[data-faults='0'] [data-step=sheet]"))
                    .isVisible();
            ben.photograph("workflow-sample");

            // WHEN it is run on two pictures, dropped one by one
            page.locator("#wf-run").click();
            page.locator("#wf-give-before").setInputFiles(Samples.picture("coffee.png"));
            assertThat(page.locator("[data-input=before] .wf-given img")).hasCount(1);
            page.locator("#wf-give-after").setInputFiles(Samples.picture("chelsea.png"));
            assertThat(page.locator("[data-input=after] .wf-given img")).hasCount(1);
            page.locator("#wf-start").click();

            // THEN every step is done, and the sheet is there
            assertThat(page.locator("[data-output=sheet] .wf-image img"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
            for (String step : List.of("difference", "marked", "sheet")) {
                assertThat(page.locator("[data-step=" + step + "]")).hasAttribute("data-status", "done");
            }
            ben.photograph("workflow-sample-done");

            // AND where things are to be pointed at, that is done in the picture
            page.navigate(server.address() + "#/workflows/+find-similar");
            assertThat(page.locator(".wf-editor[data-faults='0'] [data-step=found]"))
                    .isVisible();
            assertThat(page.locator("#wf-name")).hasValue("my-find-similar");
            page.locator("#wf-run").click();
            assertThat(page.locator("[data-input=thing]")).containsText("Give it a picture first");
            page.locator("#wf-give-example").setInputFiles(Samples.picture("coffee.png"));
            Locator picture = page.locator(".wf-marks img");
            picture.scrollIntoViewIfNeeded();
            assertThat(picture).hasJSProperty("complete", true);
            BoundingBox box = picture.boundingBox();
            page.mouse().move(box.x + box.width / 4, box.y + box.height / 4);
            page.mouse().down();
            page.mouse().move(box.x + box.width / 2, box.y + box.height / 2, new Mouse.MoveOptions().setSteps(4));
            page.mouse().up();
            assertThat(page.locator(".wf-marks rect")).hasCount(1);
            assertThat(page.locator("#wf-give-thing"))
                    .hasValue(Pattern.compile("\\[\\{\"box\":\\[1[45]\\d,(9|1)\\d+,(29|30)\\d,(19|20)\\d]}]"));
        }
    }

    @Test
    void should_open_what_a_question_did_as_a_workflow() {
        try (Person anna = person(Person.Screen.DESK).open()) {
            Page page = anna.page();
            anna.add(Samples.picture("coffee.png"))
                    .ask("What are the main colours?")
                    .answered();
            anna.turn().locator(".turn-foot .menu button").first().click();
            page.getByText("Open its steps as a workflow").click();
            assertThat(page.locator(".wf-editor[data-faults='0'] .wf-node[data-sort=step]")
                            .first())
                    .isVisible();
            assertThat(page.locator("#wf-name")).hasValue(Pattern.compile("run-.*"));
            page.goBack();
            assertThat(anna.turn()).isVisible();
        }
    }

    @Test
    void should_check_kinds_while_a_link_is_drawn_and_say_why_one_is_refused() {
        try (Person ben = at("/main-colours")) {
            Page page = ben.page();

            // WHEN words are drawn to where a picture is wanted
            draw(page, "from inputs.most", "to turned image", () -> {
                // THEN what can take them lights up, and the others do not
                assertThat(key(page, "to named limit")).hasAttribute("data-fit", "yes");
                assertThat(key(page, "to named image")).hasAttribute("data-fit", "no");
                assertThat(key(page, "to output ")).hasAttribute("data-fit", "yes");
                assertThat(page.locator("#wf-line"))
                        .containsText("turned.image takes image, and inputs.most gives number.");
                ben.photograph("workflow-refused");
            });

            // AND nothing is linked, and it says why
            assertThat(page.locator("#wf-line")).hasText("turned.image takes image, and inputs.most gives number.");
            assertThat(page.locator("#wf-line")).hasAttribute("data-refused", "true");
            assertThat(page.locator("#live")).containsText("takes image");
            assertThat(page.locator("#wf-undo")).isDisabled();

            // WHEN a picture is drawn there instead
            draw(
                    page,
                    "from turned",
                    "to named image",
                    () -> assertThat(key(page, "to named image")).hasAttribute("data-fit", "yes"));

            // THEN it is linked, in the graph and in the text
            assertThat(key(page, "to named image")).hasAttribute("aria-label", Pattern.compile("from turned"));
            assertThat(page.locator("#wf-yaml")).hasValue(Pattern.compile("image: \\{ref: turned}"));
            checked(page, 0);

            // AND the way back would be a circle
            draw(page, "from named", "to turned image", () -> {});
            assertThat(page.locator("#wf-line")).containsText("turned");
            assertThat(page.locator("#wf-line")).hasAttribute("data-refused", "true");

            // AND it can be undone
            page.locator("#wf-undo").click();
            assertThat(page.locator("#wf-yaml")).hasValue(COLOURS);
        }
    }

    @Test
    void should_change_a_workflow_check_it_save_it_and_run_what_was_saved() {
        try (Person anna = at("/+")) {
            // GIVEN a new one that lacks steps
            Page page = anna.page();
            checked(page, 1);
            page.locator("#wf-name").fill("small-crop");
            page.locator("#wf-save").click();
            assertThat(page.locator("#wf-line")).hasText("It is not saved: one fault must be mended first.");

            // WHEN steps are added by their words, linked by themselves where only one thing fits
            page.locator("#wf-add").click();
            page.locator("#wf-search").fill("mirror");
            page.keyboard().press("Enter");
            assertThat(key(page, "to mirror image")).hasAttribute("data-linked", "true");
            draw(page, "from mirror", "to output ", () -> {});
            checked(page, 0);
            page.locator("#wf-id").isVisible();
            key(page, "head step mirror").click();
            page.locator("#wf-id").fill("turned");
            page.keyboard().press("Tab");
            assertThat(page.locator("#wf-yaml")).hasValue(Pattern.compile("mirror: \\{ref: turned}"));
            page.locator("#wf-save").click();

            // THEN it is kept, under its name
            assertThat(page.locator("#wf-line")).hasText("“small-crop” is saved, and can be called as a tool.");
            assertThat(page.locator("#wf-save")).isDisabled();
            assertThat(page).hasURL(server.address() + "#/workflows/small-crop");
            assertThat(data.resolve("eyes4j/workflows/small-crop.yaml")).exists();

            // AND is there after the page was loaded anew
            page.reload();
            assertThat(key(page, "head step turned")).isVisible();
            page.locator("#wf-run").click();
            page.locator("#wf-give-picture").setInputFiles(Samples.picture("coffee.png"));
            assertThat(page.locator(".wf-given img")).hasCount(1);
            page.locator("#wf-start").click();
            assertThat(page.locator("[data-output=mirror] .wf-image img"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));

            // AND can be deleted
            page.locator("#wf-back").click();
            Locator card = page.locator(".wf-card[data-workflow=small-crop]");
            card.locator(".menu button").first().click();
            card.getByText("Delete").click();
            page.locator("dialog .danger").click();
            assertThat(card).hasCount(0);
        }
    }

    @Test
    void should_mark_faults_at_their_lines_and_keep_what_was_typed() {
        try (Person ben = at("/main-colours")) {
            Page page = ben.page();

            // WHEN the text has faults
            write(
                    page,
                    COLOURS.replace("tool: mirror", "tool: miror").replace("{ref: inputs.most}", "{ref: inputs.mst}"));

            // THEN they are told at their lines, and at their nodes
            checked(page, 2);
            assertThat(page.locator(".wf-gutter .wrong")).hasText(new String[] {"11", "13"});
            assertThat(page.locator(".wf-fault-list li").nth(1)).containsText("did you mean 'mirror'?");
            assertThat(page.locator("[data-node='step turned']")).hasAttribute("data-wrong", "true");
            ben.photograph("workflow-faults");
            page.locator(".wf-fault-list li").nth(1).locator("button").click();
            assertThat(page.locator("#wf-yaml")).isFocused();
            assertThat(page.evaluate("document.getElementById('wf-yaml').value.slice(0,"
                            + " document.getElementById('wf-yaml').selectionStart).split('\\n').length"))
                    .isEqualTo(13);

            // AND what cannot be read at all leaves the graph as it was
            write(page, "steps: [");
            assertThat(page.locator("#wf-state-of-text")).containsText("cannot be read yet");
            assertThat(page.locator(".wf-node")).hasCount(4);

            // AND what was not saved is there when the page is loaded anew
            write(page, COLOURS.replace("default: 3", "default: 4"));
            checked(page, 0);
            page.reload();
            assertThat(page.locator("#wf-line")).hasText("Changes that were not saved yet were taken up again.");
            assertThat(page.locator("#wf-yaml")).hasValue(Pattern.compile("default: 4"));
            assertThat(page.locator("#title")).hasText("main-colours · not saved");
        }
    }

    @Test
    void should_do_everything_by_keyboard() {
        try (Person anna = at("/main-colours")) {
            Page page = anna.page();

            // Arrows go from node to node.
            key(page, "head inputs").focus();
            page.keyboard().press("ArrowRight");
            page.keyboard().press("ArrowRight");
            assertThat(key(page, "head outputs")).isFocused();

            // A link: Enter begins it, arrows go through what can take it, Escape gives up, Enter links.
            key(page, "from inputs.picture").focus();
            page.keyboard().press("Enter");
            assertThat(key(page, "to named image")).isFocused();
            page.keyboard().press("Escape");
            assertThat(key(page, "from inputs.picture")).isFocused();
            page.keyboard().press("Enter");
            while (!Boolean.TRUE.equals(page.evaluate("document.activeElement.dataset.key === 'to output '"))) {
                page.keyboard().press("ArrowDown");
            }
            page.keyboard().press("Enter");
            assertThat(key(page, "to output picture2")).isVisible();
            assertThat(page.locator("#live")).containsText("Linked: picture to Outputs");

            // Delete takes it away again, and a step.
            key(page, "to output picture2").focus();
            page.keyboard().press("Delete");
            assertThat(key(page, "to output picture2")).hasCount(0);
            key(page, "head step named").focus();
            page.keyboard().press("Delete");
            assertThat(page.locator(".wf-node")).hasCount(3);
            assertThat(page.locator("#wf-yaml")).not().hasValue(Pattern.compile("ref: named"));
            page.keyboard().press("Control+z");
            assertThat(page.locator(".wf-node")).hasCount(4);
            page.keyboard().press("Control+y");
            assertThat(page.locator(".wf-node")).hasCount(3);
            page.keyboard().press("Control+z");

            // Enter opens a step, Escape goes back to it; A adds one.
            key(page, "head step turned").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator("#wf-pane-inspect h3")).isFocused();
            page.keyboard().press("Escape");
            assertThat(key(page, "head step turned")).isFocused();
            page.keyboard().press("a");
            page.keyboard().type("count");
            page.keyboard().press("Escape");
            assertThat(page.locator("dialog")).hasCount(0);
            assertThat(key(page, "head step turned")).isFocused();

            // The focus is seen wherever it is.
            for (int i = 0; i < 12; i++) {
                page.keyboard().press("Tab");
                assertThat(Checks.focus(page).get("seen"))
                        .as("the focus on %s is seen", Checks.focus(page).get("what"))
                        .isEqualTo(true);
            }
        }
    }

    @Test
    void should_ask_a_person_before_a_step_that_wants_a_yes() {
        try (Person ben = at("/+")) {
            Page page = ben.page();
            write(page, """
                    name: asks-first
                    steps:
                      - {id: sum, tool: compute, with: {value: {cel: "6 * 7"}}, approve: Shall it be reckoned?}
                    outputs: {answer: {ref: sum}}
                    """);
            checked(page, 0);
            page.locator("#wf-run").click();
            page.locator("#wf-start").click();

            assertThat(page.locator("[data-step=sum] .wf-ask"))
                    .containsText(
                            "Shall it be reckoned?", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
            Checks.good(page, "a step that waits");
            ben.photograph("workflow-asks");

            // The page may be loaded anew meanwhile.
            page.reload();
            key(page, "yes sum").click();
            assertThat(page.locator("[data-step=sum]")).hasAttribute("data-status", "done");
            assertThat(page.locator("figure[data-output=answer]")).containsText("42");

            // AND no leaves it out
            page.locator("#wf-start").click();
            key(page, "no sum").click();
            assertThat(page.locator("[data-step=sum]")).hasAttribute("data-status", "skipped");
        }
    }

    @Test
    void should_write_yaml_that_is_read_back_as_the_same() {
        try (Person anna = at("/main-colours")) {
            Object faults = anna.page().evaluate("""
                    async () => {
                      const { write, commentsOf } = await import('/js/workflow/yaml.js');
                      const words = ['', ' a', 'a ', 'true', 'no', 'off', '~', 'null', '1', '1e3', '0x1', '-', '- a', '#a', 'a #b', 'a: b', 'a:', '{a', '[a', '*a', '&a', '!a', '%a', '@a', '`a', '|', '>',
                        '"', "'", 'it\\'s', 'a\\nb', 'a\\nb\\n', '\\na', 'a\\n\\n', 'a \\nb', 'a\\tb', '\\t', 'a\\u0085b', '\\u2028', '\\u007f', '中文', '中文：字', 'size(x.regions) > 0', 'a, b', '2026-01-01', 'list<text>', 'x'.repeat(300), '...', '---', 'a\\\\b', '\\u0001', '=', '<<', '🙂'];
                      const values = [...words, 0, -1.5, 1e21, 1e-9, true, false, null, [], {}, [[1, [2]], []], { a: { b: [1, { c: 'd' }] } }, words];
                      const doc = { name: 'x', description: 'line\\nline', inputs: { a: 'image', 'b c': { kind: 'text', default: words } }, steps: values.map((v, i) => ({ id: `s${i}`, tool: 'compute', with: { v, w: { deep: [v, { v }] } } })), outputs: Object.fromEntries(words.map((w) => [w, { ref: w }])) };
                      const faults = [];
                      const check = async (text) => (await fetch('/api/v1/workflows/check', { method: 'POST', headers: { 'Content-Type': 'application/yaml' }, body: text })).json();
                      const text = write(doc);
                      const read = (await check(text)).workflow;
                      for (const key of ['name', 'description', 'inputs', 'outputs']) if (JSON.stringify(read?.[key]) !== JSON.stringify(doc[key])) faults.push(`${key}: ${JSON.stringify(read?.[key])}`);
                      doc.steps.forEach((s, i) => { if (JSON.stringify(read?.steps?.[i]) !== JSON.stringify(s)) faults.push(`${JSON.stringify(s)} -> ${JSON.stringify(read?.steps?.[i])}`); });
                      const own = await (await fetch('/api/v1/workflows/main-colours', { headers: { Accept: 'application/yaml' } })).text();
                      if (write((await check(own)).workflow, commentsOf(own)) !== own) faults.push(write((await check(own)).workflow, commentsOf(own)));
                      return faults;
                    }
                    """);
            assertThat((Iterable<?>) faults).isEmpty();
        }
    }

    static Stream<Arguments> screens() {
        Person.Screen desk = Person.Screen.DESK;
        return Stream.of(
                Arguments.of("light", desk),
                Arguments.of("dark-zh", desk.dark().chinese()),
                Arguments.of("narrow-zh", desk.narrow().chinese()),
                Arguments.of("narrow-dark", desk.narrow().dark()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("screens")
    void should_keep_names_and_contrast_in_every_state(String name, Person.Screen screen) {
        try (Person anna = at("", screen)) {
            Page page = anna.page();
            assertThat(page.locator("#wf-own")).isVisible();
            Checks.good(page, "list");
            anna.photograph("workflow-list-" + name);
            page.locator("[data-workflow=main-colours] a").click();
            assertThat(page.locator(".wf-editor[data-faults='0'] [data-node=outputs]"))
                    .isVisible();
            Checks.good(page, "graph");
            for (String node : List.of("head inputs", "head outputs", "head step named")) {
                key(page, node).click();
                Checks.good(page, node);
            }
            page.locator(".wf-fold summary").last().click();
            Checks.good(page, "how a step runs");
            anna.photograph("workflow-" + name);
            page.locator("#wf-add").click();
            Checks.good(page, "tools");
            anna.photograph("workflow-tools-" + name);
            page.keyboard().press("Escape");
            write(page, COLOURS.replace("tool: mirror", "tool: miror"));
            checked(page, 1);
            Checks.good(page, "text with a fault");
            anna.photograph("workflow-text-" + name);
            key(page, "from inputs.picture").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator("#wf-line")).isVisible();
            page.keyboard().press("Escape");
            page.locator("#wf-run").click();
            page.locator("#wf-start").click();
            Checks.good(page, "run without what it needs");
            anna.photograph("workflow-run-" + name);
        }
    }
}
