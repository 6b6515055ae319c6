package org.eyes4j.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    private @TempDir Path folder;
    private Folder pictures = new Folder(Path.of(""));
    private Path workflow = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void write() throws IOException {
        pictures = new Folder(folder.resolve("pictures")).fill(6);
        workflow = Files.writeString(folder.resolve("tints.yaml"), """
                name: tints
                inputs:
                  picture: image
                  note: {kind: text, default: "none", choices: [none, some]}
                steps:
                  - id: hues
                    tool: colours
                    with: {image: {ref: inputs.picture}}
                  - id: note
                    tool: compute
                    with: {value: {cel: "inputs.note + '!'"}}
                outputs:
                  hues: {ref: hues}
                  note: {ref: note}
                """);
        out = folder.resolve("out");
    }

    @Test
    void should_tell_every_fault_with_its_line_and_column() throws IOException {
        Files.writeString(
                workflow,
                Files.readString(workflow).replace("colours", "colurs").replace("ref: note", "ref: nota"));
        String name = workflow.toString();

        Outcome outcome = run("run", name, "--check", "--json");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains(name
                        + ":7:5: steps[0].tool: expected a tool that there is, found 'colurs', which does not exist;"
                        + " did you mean 'colours'?")
                .contains(name + ":14:3: outputs.note: expected a step or an input that there is, found 'nota'")
                .doesNotContain("\tat ");
        assertThat(outcome.json().path("faults").get(0).path("line").asInt()).isEqualTo(7);
        assertThat(outcome.json().path("valid").asBoolean(true)).isFalse();
    }

    @Test
    void should_say_what_is_wrong_with_inputs_before_anything_runs() {
        String name = workflow.toString();

        assertThat(run("run", name, "--input", "pictur=a.png").err())
                .isEqualTo("eyes4j: Workflow 'tints' has no input 'pictur'; did you mean 'picture'?\n"
                        + "Input 'picture' (image) of 'tints' is not given; give it with --input"
                        + " picture=FILE|FOLDER|GLOB|VIDEO\n");
        Outcome choice = run("run", name, "--input", "picture=" + pictures.path(), "--input", "note=same");
        assertThat(choice.err())
                .isEqualTo("eyes4j: Input 'note' is one of none, some, got 'same'; did you mean 'some'?\n");
        assertThat(choice.code()).isEqualTo(2);
        assertThat(run("run", folder + "/none.yaml").err())
                .isEqualTo("eyes4j: There is no workflow " + folder + "/none.yaml. Check the path\n");
        assertThat(run("run", name, "--input", "picture=" + folder + "/none.png")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void should_run_once_and_give_the_outputs() throws IOException {
        String picture = pictures.path().resolve(Folder.name(1)).toString();

        Outcome plain = run("run", workflow.toString(), "--input", "picture=" + picture);
        Outcome json =
                run("run", workflow.toString(), "--input", "picture=" + picture, "--input", "note=some", "--json");

        assertThat(plain.code()).isZero();
        assertThat(plain.out()).contains("hues: ").contains("note: none!");
        assertThat(json.json().at("/outputs/note/value").asText()).isEqualTo("some!");
        assertThat(json.json().at("/outputs/hues/value/0/label").asText()).isEqualTo("green");
        assertThat(run("trace", json.json().path("run").asText()).code()).isZero();
    }

    @Test
    void should_show_what_would_run_and_run_nothing() throws IOException {
        Outcome outcome = run(
                "run",
                workflow.toString(),
                "--input",
                "picture=" + pictures.path(),
                "--dry-run",
                "--out",
                out.toString());

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("hues = colours(image: inputs.picture)")
                .contains("Runs once for each of 6 pictures ('picture')");
        assertThat(out).doesNotExist();
    }

    @Test
    void should_go_on_where_it_was_and_make_anew_what_has_changed() throws IOException {
        pictures.write("broken.png", "no picture".getBytes(StandardCharsets.UTF_8));
        String[] command = {
            "run",
            workflow.toString(),
            "--input",
            "picture=" + pictures.path(),
            "--out",
            out.toString(),
            "--json",
            "--resume"
        };

        Outcome first = run(command);

        assertThat(first.code()).isEqualTo(1);
        assertThat(first.err()).contains("tints: 6 done, 1 failed (1 bad_input); ");
        assertThat(first.json().path("earlier").asInt()).isZero();
        assertThat(out.resolve("report.html")).content().contains("<td>broken.png</td>", "bad_input: ");
        assertThat(Files.readAllLines(out.resolve("results.csv")).get(0))
                .isEqualTo("item,status,failure,message,hues,note");

        assertThat(run(command).json().path("earlier").asInt()).isEqualTo(7);

        pictures.paint(Folder.name(0), 1);
        Outcome picture = run(command);
        assertThat(picture.json().path("earlier").asInt()).isEqualTo(6);
        assertThat(picture.err()).contains("note: 1 earlier results were of pictures that have changed since");
        assertThat(line(Folder.name(0)).at("/outputs/hues/value/0/label").asText())
                .isEqualTo("green");

        Files.writeString(workflow, Files.readString(workflow).replace("'!'", "'?'"));
        Outcome changed = run(command);
        assertThat(changed.json().path("earlier").asInt()).isZero();
        assertThat(changed.err()).contains("note: 7 earlier results were of an earlier form of this workflow");
        assertThat(line(Folder.name(3)).at("/outputs/note/value").asText()).isEqualTo("none?");
        assertThat(Files.readAllLines(out.resolve("results.jsonl"))).hasSize(7);
    }

    private JsonNode line(String item) throws IOException {
        for (String line : Files.readAllLines(out.resolve("results.jsonl"))) {
            JsonNode json = new ObjectMapper().readTree(line);
            if (json.path("item").asText().equals(item)) {
                return json;
            }
        }
        throw new AssertionError("no line of " + item);
    }

    @Test
    void should_not_replace_what_was_left_unfinished_unasked() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("results.jsonl"), "{\"item\":\"a.png\",\"status\":\"done\"}\n");
        String[] command = {"run", workflow.toString(), "--input", "picture=" + pictures.path(), "--out", out.toString()
        };

        Outcome refused = run(command);

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo("eyes4j: " + out
                        + "/results.jsonl has 1 results of a run that did not come to its end; go on with"
                        + " it by --resume, or give another --out\n");
        Files.writeString(out.resolve("results.jsonl"), "my own notes\n");
        assertThat(run(command).err())
                .isEqualTo("eyes4j: " + out + "/results.jsonl is a file of something else; give another --out\n");
    }

    @Test
    void should_read_prompts_in_the_picture_of_each_run_and_leave_regions_as_coco() throws IOException {
        Files.writeString(workflow, """
                name: marked
                inputs: {picture: image, where: visual_prompts}
                steps:
                  - {id: marked, tool: regions_of, with: {prompts: {ref: inputs.where}, label: spot}}
                outputs: {marked: {ref: marked}}
                """);

        Outcome outcome = run(
                "run",
                workflow.toString(),
                "--input",
                "picture=" + pictures.path() + "/shelf0/*",
                "--input",
                "where=[{\"box\": [1, 2, 9, 8]}]",
                "--out",
                out.toString());

        assertThat(outcome.err()).contains("marked: 2 done; ");
        JsonNode coco = new ObjectMapper().readTree(out.resolve("coco.json").toFile());
        assertThat(coco.path("images").get(1).path("file_name").asText()).isEqualTo("p00003.png");
        assertThat(coco.path("annotations").get(1).path("bbox").toString()).isEqualTo("[1.0,2.0,8.0,6.0]");
        assertThat(coco.path("categories").toString()).isEqualTo("[{\"id\":1,\"name\":\"spot\"}]");
    }

    @Test
    void should_ask_before_a_step_that_wants_a_yes_and_take_it_beforehand() throws IOException {
        Files.writeString(workflow, """
                name: keep
                inputs: {picture: image}
                steps:
                  - {id: kept, tool: save, with: {value: {ref: inputs.picture}, name: copy}, approve: "Write it?"}
                outputs: {kept: {ref: kept}}
                """);
        List<String> command = List.of(
                "run",
                workflow.toString(),
                "--input",
                "picture=" + pictures.path().resolve(Folder.name(0)),
                "--out",
                out.toString());

        Outcome refused = run(command.toArray(String[]::new));
        Outcome allowed =
                run(java.util.stream.Stream.concat(command.stream(), java.util.stream.Stream.of("--approve", "kept"))
                        .toArray(String[]::new));

        assertThat(refused.code()).isNotZero();
        assertThat(refused.err()).contains("say yes beforehand with --approve kept");
        assertThat(allowed.code()).as(allowed.err()).isZero();
        assertThat(out.resolve("copy.png")).exists();
    }

    private record Outcome(int code, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    private Outcome run(String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        int code = new CommandLineDoor(new Terminal(
                        new PrintStream(said, true, StandardCharsets.UTF_8),
                        new PrintStream(told, true, StandardCharsets.UTF_8),
                        Map.of("EYES4J_HOME", folder.resolve("home").toString())))
                .run(arguments);
        return new Outcome(code, said.toString(StandardCharsets.UTF_8), told.toString(StandardCharsets.UTF_8));
    }
}
