package org.eyes4j.vision.token;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;

/**
 * Tokenizers of repositories that have {@code vocab.json} and {@code merges.txt} and no {@code tokenizer.json}, as older ones do:
 * written as the {@code tokenizer.json} that the reference's class of the same name would make of them.
 */
final class BpeFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MAX_BYTES = 64L << 20;
    private static final String CLIP_PIECES =
            "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

    private BpeFiles() {}

    /** A class of the reference, with the tokens that it has unless told otherwise. */
    private enum Kind {
        CLIP("<|startoftext|>", "<|endoftext|>", "<|endoftext|>", List.of()),
        GPT2("<|endoftext|>", "<|endoftext|>", "<|endoftext|>", List.of()),
        ROBERTA("<s>", "</s>", "<unk>", List.of("<pad>", "<mask>"));

        private final String bos;
        private final String eos;
        private final String unknown;
        private final List<String> further;

        Kind(String bos, String eos, String unknown, List<String> further) {
            this.bos = bos;
            this.eos = eos;
            this.unknown = unknown;
            this.further = further;
        }

        static Optional<Kind> of(String name) {
            return switch (name) {
                case "CLIPTokenizer", "clip", "clipseg", "owlvit", "owlv2", "groupvit" -> Optional.of(CLIP);
                case "GPT2Tokenizer", "gpt2" -> Optional.of(GPT2);
                case "RobertaTokenizer", "BartTokenizer", "roberta", "bart" -> Optional.of(ROBERTA);
                default -> Optional.empty();
            };
        }
    }

    /**
     * The file that a repository could have.
     *
     * @return empty when it has no such two files
     * @throws HubException if they are of a class that is not known here
     * @throws IOException if they cannot be read, or are none
     */
    static Optional<byte[]> json(HubFiles files, SpecialTokens special) throws IOException {
        Optional<Path> vocabulary = files.find("vocab.json");
        Optional<Path> merges = files.find("merges.txt");
        if (vocabulary.isEmpty() || merges.isEmpty()) {
            return Optional.empty();
        }
        Parameters config = files.json("tokenizer_config.json")
                .orElseGet(() -> new Parameters(files.name() + "/tokenizer_config.json", Map.of()));
        Kind kind = kind(files, config);
        return Optional.of(JSON.writeValueAsBytes(
                write(kind, vocabulary(vocabulary.get()), merges(merges.get()), files, config, special)));
    }

    private static Kind kind(HubFiles files, Parameters config) {
        String named = config.text("tokenizer_class", "").replaceFirst("Fast$", "");
        String model = files.json("config.json")
                .map(c -> c.values().get("decoder") instanceof Map<?, ?> ? c.nested("decoder") : c)
                .map(c -> c.text("model_type", ""))
                .orElse("");
        return Kind.of(named.isEmpty() ? model : named)
                .orElseThrow(() -> new HubException(files.name()
                        + ": expected tokenizer.json, or vocab.json and merges.txt of a CLIPTokenizer, GPT2Tokenizer,"
                        + " RobertaTokenizer or BartTokenizer; found them of "
                        + (named.isEmpty() ? "a model_type \"" + model + "\"" : "a " + named)));
    }

    private static Map<String, Integer> vocabulary(Path file) throws IOException {
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : read(file).entrySet()) {
            if (!(entry.getValue() instanceof Integer id) || id < 0) {
                throw new IOException(
                        "vocab.json gives the token `" + entry.getKey() + "` no id, but " + entry.getValue());
            }
            vocabulary.put(String.valueOf(entry.getKey()), id);
        }
        return vocabulary;
    }

    private static Map<?, ?> read(Path file) throws IOException {
        return JSON.readValue(bytes(file), Map.class);
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file.getFileName() + " has " + Files.size(file) + " bytes, more than " + MAX_BYTES);
        }
        return Files.readAllBytes(file);
    }

    /** A pair a line; the first line may tell a version. */
    private static List<String> merges(Path file) throws IOException {
        List<String> lines =
                new String(bytes(file), StandardCharsets.UTF_8).lines().toList();
        List<String> merges = lines.stream()
                .skip(!lines.isEmpty() && lines.get(0).startsWith("#version") ? 1 : 0)
                .filter(line -> !line.isEmpty())
                .toList();
        for (String merge : merges) {
            int space = merge.indexOf(' ');
            if (space < 1 || space != merge.lastIndexOf(' ') || space == merge.length() - 1) {
                throw new IOException("merges.txt has the line `" + merge + "`, where two pieces were expected");
            }
        }
        return merges;
    }

    private static ObjectNode write(
            Kind kind,
            Map<String, Integer> vocabulary,
            List<String> merges,
            HubFiles files,
            Parameters config,
            SpecialTokens special)
            throws IOException {
        String bos = special.named().getOrDefault("bos_token", kind.bos);
        String eos = special.named().getOrDefault("eos_token", kind.eos);
        String unknown = special.named().getOrDefault("unk_token", kind.unknown);
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0");
        Set<String> specials = new LinkedHashSet<>(List.of(bos, eos, unknown));
        specials.addAll(kind.further);
        added(root.putArray("added_tokens"), vocabulary, specials, files, config);
        boolean prefixed = config.flag("add_prefix_space", false);
        ObjectNode bytes = JSON.createObjectNode();
        bytes.put("type", "ByteLevel")
                .put("add_prefix_space", prefixed)
                .put("trim_offsets", true)
                .put("use_regex", true);
        if (kind == Kind.CLIP) {
            normalise(root.putObject("normalizer"));
            ObjectNode steps = root.putObject("pre_tokenizer").put("type", "Sequence");
            ObjectNode split = steps.putArray("pretokenizers").addObject();
            split.put("type", "Split").put("behavior", "Removed").put("invert", true);
            split.putObject("pattern").put("Regex", CLIP_PIECES);
            ((ArrayNode) steps.get("pretokenizers")).add(bytes);
        } else {
            root.putNull("normalizer");
            root.set("pre_tokenizer", bytes);
        }
        around(root, kind, bos, eos, vocabulary, config);
        root.set("decoder", bytes.deepCopy().put("add_prefix_space", true));
        ObjectNode model = root.putObject("model");
        model.put("type", "BPE").putNull("dropout");
        model.put("unk_token", kind == Kind.CLIP ? unknown : null);
        model.put("continuing_subword_prefix", "").put("end_of_word_suffix", kind == Kind.CLIP ? "</w>" : "");
        model.put("fuse_unk", false).put("byte_fallback", false);
        ObjectNode ids = model.putObject("vocab");
        vocabulary.forEach(ids::put);
        ArrayNode pairs = model.putArray("merges");
        merges.forEach(pairs::add);
        return root;
    }

    private static void normalise(ObjectNode into) {
        ArrayNode steps = into.put("type", "Sequence").putArray("normalizers");
        steps.addObject().put("type", "NFC");
        ObjectNode spaces = steps.addObject().put("type", "Replace");
        spaces.putObject("pattern").put("Regex", "\\s+");
        spaces.put("content", " ");
        steps.addObject().put("type", "Lowercase");
    }

    /** What stands before and after each text. */
    private static void around(
            ObjectNode root, Kind kind, String bos, String eos, Map<String, Integer> vocabulary, Parameters config)
            throws IOException {
        if (kind != Kind.GPT2) {
            ObjectNode pair = root.putObject("post_processor").put("type", "RobertaProcessing");
            pair.putArray("sep").add(eos).add(id(vocabulary, eos));
            pair.putArray("cls").add(bos).add(id(vocabulary, bos));
            pair.put("trim_offsets", kind == Kind.ROBERTA)
                    .put("add_prefix_space", config.flag("add_prefix_space", false));
        } else if (config.flag("add_bos_token", false)) {
            ObjectNode template = root.putObject("post_processor").put("type", "TemplateProcessing");
            for (String form : List.of("single", "pair")) {
                ArrayNode parts = template.putArray(form);
                for (String sequence : form.equals("single") ? List.of("A") : List.of("A", "B")) {
                    parts.addObject().putObject("SpecialToken").put("id", bos).put("type_id", 0);
                    parts.addObject().putObject("Sequence").put("id", sequence).put("type_id", 0);
                }
            }
            ObjectNode token =
                    template.putObject("special_tokens").putObject(bos).put("id", bos);
            token.putArray("ids").add(id(vocabulary, bos));
            token.putArray("tokens").add(bos);
        } else {
            root.putNull("post_processor");
        }
    }

    private static int id(Map<String, Integer> vocabulary, String token) throws IOException {
        Integer id = vocabulary.get(token);
        if (id == null) {
            throw new IOException("vocab.json has no token `" + token + "`, which stands around each text");
        }
        return id;
    }

    /** Those of {@code added_tokens.json} and {@code added_tokens_decoder}, and the class's own where the vocabulary has them. */
    private static void added(
            ArrayNode into, Map<String, Integer> vocabulary, Set<String> specials, HubFiles files, Parameters config)
            throws IOException {
        Map<Integer, ObjectNode> byId = new java.util.TreeMap<>();
        Optional<Path> plain = files.find("added_tokens.json");
        if (plain.isPresent()) {
            for (Map.Entry<?, ?> entry : read(plain.get()).entrySet()) {
                if (entry.getValue() instanceof Integer id) {
                    byId.put(id, token(id, String.valueOf(entry.getKey()), Map.of()));
                }
            }
        }
        for (String special : specials) {
            Integer id = vocabulary.get(special);
            if (id != null) {
                byId.put(id, token(id, special, Map.of("special", true)));
            }
        }
        if (config.values().get("added_tokens_decoder") instanceof Map<?, ?> decoder) {
            for (Map.Entry<?, ?> entry : decoder.entrySet()) {
                String key = String.valueOf(entry.getKey());
                if (key.matches("\\d{1,9}")
                        && entry.getValue() instanceof Map<?, ?> told
                        && told.get("content") instanceof String content) {
                    byId.put(Integer.valueOf(key), token(Integer.parseInt(key), content, told));
                }
            }
        }
        byId.values().forEach(into::add);
    }

    private static ObjectNode token(int id, String content, Map<?, ?> told) {
        ObjectNode token = JSON.createObjectNode().put("id", id).put("content", content);
        for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized", "special")) {
            token.put(flag, Boolean.TRUE.equals(told.get(flag)));
        }
        return token;
    }
}
