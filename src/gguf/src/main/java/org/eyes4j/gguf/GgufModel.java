package org.eyes4j.gguf;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.args.LogFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eyes4j.agent.llm.Abilities;
import org.eyes4j.agent.llm.LanguageModel;
import org.eyes4j.agent.llm.ModelReply;
import org.eyes4j.agent.llm.ModelReply.Failed;
import org.eyes4j.agent.llm.ModelReply.Finish;
import org.eyes4j.agent.llm.ModelReply.Said;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.agent.llm.ModelReply.Usage;
import org.eyes4j.agent.llm.ModelRequest;
import org.eyes4j.config.language.LanguageModelSettings;
import org.eyes4j.tools.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * A model in a GGUF file. Loaded when it is first asked, then kept; asked by one thread at a time. A form is kept by a grammar
 * that llama.cpp makes of its JSON Schema, so any model keeps it.
 */
final class GgufModel implements LanguageModel {
    private static final byte[] MAGIC = "GGUF".getBytes(StandardCharsets.US_ASCII);
    private static final int ENOUGH_TOKENS = 2048;
    private static final int CONTEXT = 8192;

    /** What the thread that generates tells the one that asked. */
    private sealed interface Told {
        record Piece(String text) implements Told {}

        record End(ModelReply reply) implements Told {}
    }

    private final LanguageModelSettings settings;
    private final ExecutorService thread;
    private @Nullable LlamaModel loaded;

    GgufModel(LanguageModelSettings settings) {
        this.settings = settings;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread t = new Thread(work, "eyes4j-gguf");
            t.setDaemon(true);
            return t;
        });
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public Optional<LanguageModelSettings.Price> price() {
        return settings.price();
    }

    @Override
    public Abilities abilities() {
        return new Abilities(
                false,
                settings.abilities().schema().orElse(true),
                false,
                true,
                settings.abilities().contextTokens().orElse(CONTEXT));
    }

    @Override
    public ModelReply ask(ModelRequest request, Cancellation cancellation, Consumer<String> onText) {
        BlockingQueue<Told> told = new LinkedBlockingQueue<>();
        AtomicBoolean stop = new AtomicBoolean();
        StringBuilder partial = new StringBuilder();
        long end = System.nanoTime() + settings.limits().total().toNanos();
        thread.execute(() -> told.add(new Told.End(generated(request, stop, told))));
        try (Cancellation.Registration listening = cancellation.onRequest(() -> told.add(new Told.End(
                failed(Trouble.CANCELLED, "was not waited for: the call was cancelled", "", partial.toString()))))) {
            while (true) {
                Told next = told.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (next instanceof Told.Piece piece) {
                    partial.append(piece.text());
                    onText.accept(piece.text());
                } else if (next instanceof Told.End last) {
                    return last.reply();
                } else {
                    return failed(
                            Trouble.TIMEOUT,
                            "was not done within " + settings.limits().total().toSeconds() + " s (total_timeout)",
                            "",
                            partial.toString());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(Trouble.CANCELLED, "was not waited for: the call was cancelled", "", partial.toString());
        } finally {
            stop.set(true);
        }
    }

    /** Runs on the model's own thread. */
    private ModelReply generated(ModelRequest request, AtomicBoolean stop, BlockingQueue<Told> told) {
        StringBuilder text = new StringBuilder();
        try {
            LlamaModel model = model();
            String prompt = model.applyTemplate(ChatPrompt.of(request));
            int most = settings.maxOutputTokens().orElse(ENOUGH_TOKENS);
            int read = model.encode(prompt).length;
            if (read >= abilities().contextTokens()) {
                return failed(
                        Trouble.TOO_LONG,
                        "was not asked: the request has " + read + " tokens, its context "
                                + abilities().contextTokens(),
                        "Raise context_tokens in its settings.",
                        "");
            }
            LlamaIterator pieces =
                    model.generate(parameters(request, prompt, most)).iterator();
            int written = 0;
            while (pieces.hasNext()) {
                if (stop.get()) {
                    pieces.cancel();
                    break;
                }
                String piece = pieces.next().text;
                written++;
                text.append(piece);
                if (text.length() > settings.limits().maxAnswer()) {
                    pieces.cancel();
                    return failed(
                            Trouble.MALFORMED, "wrote more than an answer may have (max_answer)", "", text.toString());
                }
                told.add(new Told.Piece(piece));
            }
            return new Said(
                    text.toString(),
                    List.of(),
                    written >= most ? Finish.LENGTH : Finish.STOP,
                    new Usage(read, written));
        } catch (IOException | RuntimeException e) {
            return failed(
                    Trouble.NO_SUCH_MODEL,
                    "could not be run: " + e.getMessage(),
                    "Look at the path in its settings, and whether it is a GGUF file of a chat model.",
                    text.toString());
        } catch (UnsatisfiedLinkError e) {
            return failed(
                    Trouble.NO_SUCH_MODEL,
                    "could not be run: llama.cpp's native library does not load here",
                    "Serve the file with llama.cpp and name that server with provider: openai.",
                    "");
        }
    }

    private InferenceParameters parameters(ModelRequest request, String prompt, int most) {
        InferenceParameters parameters = new InferenceParameters(prompt)
                .setNPredict(most)
                .setTemperature(settings.temperature().orElse(0.0).floatValue());
        settings.seed().ifPresent(parameters::setSeed);
        if (abilities().schema()) {
            request.form()
                    .ifPresent(f -> parameters.setGrammar(
                            LlamaModel.jsonSchemaToGrammar(f.schema().toString())));
        }
        return parameters;
    }

    private synchronized LlamaModel model() throws IOException {
        LlamaModel model = loaded;
        if (model == null) {
            demandGguf(Path.of(settings.model()));
            loadQuietly();
            model = new LlamaModel(new ModelParameters()
                    .setModel(settings.model())
                    .setCtxSize(abilities().contextTokens())
                    .setParallel(1)
                    .disableLog());
            loaded = model;
        }
        return model;
    }

    /** Loading writes to standard output, where answers go. */
    private static void loadQuietly() {
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            LlamaModel.setLogger(LogFormat.TEXT, (level, message) -> {});
        } finally {
            System.setOut(out);
        }
    }

    /** llama.cpp is not given what is plainly something else. */
    private static void demandGguf(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw new IOException(file + " is no GGUF file");
            }
        }
    }

    private Failed failed(Trouble trouble, String message, String hint, String partial) {
        return new Failed(
                trouble,
                "The language model `" + settings.name() + "` (" + settings.model() + ") " + message,
                hint,
                partial);
    }

    /** Frees the model once what it does is done. */
    @Override
    public void close() {
        thread.execute(this::free);
        thread.shutdown();
    }

    private synchronized void free() {
        LlamaModel model = loaded;
        if (model != null) {
            loaded = null;
            model.close();
        }
    }
}
