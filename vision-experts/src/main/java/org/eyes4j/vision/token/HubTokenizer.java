package org.eyes4j.vision.token;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer read from a hub's {@code tokenizer.json}, with what {@code tokenizer_config.json} and
 * {@code special_tokens_map.json} add to it. Its ids and texts are those of Hugging Face's fast tokenizers. Offline, silent,
 * thread-safe. Close frees native memory.
 */
public final class HubTokenizer implements AutoCloseable {
    private static final long MAX_BYTES = 256L << 20;
    private static final List<String> USUAL_PADDING = List.of("<pad>", "[PAD]", "<|endoftext|>");

    private final HuggingFaceTokenizer tokenizer;
    private final TokenizerFile file;
    private final TokenSettings settings;
    private final int padId;

    private HubTokenizer(HuggingFaceTokenizer tokenizer, TokenizerFile file, TokenSettings settings) {
        this.tokenizer = tokenizer;
        this.file = file;
        this.settings = settings;
        this.padId = seekPadId();
    }

    /**
     * Token ids of a batch.
     *
     * @param ids {@code [texts][length]}; rows differ in length if nothing was padded
     * @param attention 1 for tokens, 0 for padding, as large
     * @param types segment ids, as large
     */
    public record Batch(long[][] ids, long[][] attention, long[][] types) {
        /** Tokens a text takes in this batch, padding included. */
        public int length() {
            return ids.length == 0 ? 0 : ids[0].length;
        }
    }

    /**
     * The tokenizer of a repository; without a {@code tokenizer.json}, of its {@code vocab.json} and {@code merges.txt}.
     *
     * @throws HubException if these are missing, are none, or hold no vocabulary
     */
    public static HubTokenizer of(HubFiles files) {
        TokenSettings settings = TokenSettings.of(files);
        boolean older = files.find("tokenizer.json").isEmpty()
                && files.find("vocab.json").isPresent();
        try {
            Optional<byte[]> made = older ? BpeFiles.json(files, settings.special()) : Optional.empty();
            return made.isPresent() ? read(made.get(), settings) : read(files.need("tokenizer.json"), settings);
        } catch (IOException e) {
            throw new HubException(
                    files.name() + ": expected "
                            + (older ? "vocab.json and merges.txt" : "tokenizer.json")
                            + " to be a tokenizer of Hugging Face's tokenizers, but " + e.getMessage(),
                    e);
        }
    }

    /**
     * Reads a tokenizer that stands alone.
     *
     * @param maxLength texts are cut to this many tokens, special ones included
     * @throws IOException if the file cannot be read or is no tokenizer
     */
    public static HubTokenizer read(Path file, int maxLength) throws IOException {
        try {
            return read(file, TokenSettings.plain(maxLength));
        } catch (IOException e) {
            throw new IOException(
                    "Expected a tokenizer.json of Hugging Face's tokenizers, but " + file
                            + " could not be read as one: " + e.getMessage(),
                    e);
        }
    }

    private static HubTokenizer read(Path path, TokenSettings settings) throws IOException {
        if (Files.size(path) > MAX_BYTES) {
            throw new IOException("it has " + Files.size(path) + " bytes, more than " + MAX_BYTES);
        }
        return read(Files.readAllBytes(path), settings);
    }

    private static HubTokenizer read(byte[] bytes, TokenSettings settings) throws IOException {
        // The library reports its use to its makers unless told not to before its first use.
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
        TokenizerFile file = TokenizerFile.read(bytes);
        if (!file.hasVocabulary()) {
            throw new IOException("it holds no vocabulary: model.vocab is missing or empty");
        }
        byte[] json = file.withSpecial(settings.special().all());
        try {
            Map<String, String> options = Map.of("truncation", "false", "padding", "false");
            return new HubTokenizer(
                    HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options), file, settings);
        } catch (RuntimeException e) {
            throw new IOException("the library says: " + e.getMessage(), e);
        }
    }

    /** Padded to the longest of them, cut to the tokenizer's own length, with special tokens. */
    public Batch encode(List<String> texts) {
        return encode(texts, TokenOptions.longest());
    }

    /**
     * A batch.
     *
     * @throws HubException if padding is asked for and the tokenizer names no padding token and no length
     */
    public Batch encode(List<String> texts, TokenOptions options) {
        int count = texts.size();
        long[][] ids = new long[count][];
        long[][] attention = new long[count][];
        long[][] types = new long[count][];
        int length = options.padding() == TokenOptions.Padding.MAX_LENGTH ? fixedLength(options) : 0;
        for (int i = 0; i < count; i++) {
            Encoding encoding = encoded(wellFormed(texts.get(i)), options.special());
            int[] kept = kept(encoding, options);
            ids[i] = pick(encoding.getIds(), kept);
            types[i] = pick(encoding.getTypeIds(), kept);
            if (options.padding() == TokenOptions.Padding.LONGEST) {
                length = Math.max(length, kept.length);
            }
        }
        for (int i = 0; i < count; i++) {
            long[] ones = new long[ids[i].length];
            Arrays.fill(ones, 1);
            ids[i] = pad(ids[i], length, padId);
            attention[i] = pad(ones, length, 0);
            types[i] = pad(types[i], length, 0);
        }
        return new Batch(ids, attention, types);
    }

    /** One text, cut if the options say so, never padded. */
    public EncodedText encode(String text, TokenOptions options) {
        String clean = wellFormed(text);
        Encoding encoding = encoded(clean, options.special());
        int[] kept = kept(encoding, options);
        List<String> tokens = new ArrayList<>(kept.length);
        List<int[]> offsets = new ArrayList<>(kept.length);
        CharSpan[] spans = encoding.getCharTokenSpans();
        for (int i : kept) {
            tokens.add(encoding.getTokens()[i]);
            offsets.add(span(clean, spans[i]));
        }
        return new EncodedText(
                pick(encoding.getIds(), kept),
                tokens,
                pick(encoding.getTypeIds(), kept),
                pick(encoding.getSpecialTokenMask(), kept),
                offsets);
    }

    /** The places of the tokens that stay. */
    private int[] kept(Encoding encoding, TokenOptions options) {
        int length = encoding.getIds().length;
        int limit = maxLength(options);
        return options.truncate() && length > limit ? kept(encoding.getSpecialTokenMask(), limit) : all(length);
    }

    private Encoding encoded(String text, boolean special) {
        try {
            return tokenizer.encode(text, special, false);
        } catch (RuntimeException e) {
            throw new HubException(
                    "The tokenizer.json cannot read a text: the library says " + e.getMessage()
                            + ". Its vocabulary does not fit its rules; pull or export it again",
                    e);
        }
    }

    /**
     * The text of tokens.
     *
     * @param skipSpecial leave out special tokens
     */
    public String decode(long[] ids, boolean skipSpecial) {
        if (ids.length == 0) {
            return "";
        }
        String text = tokenizer.decode(ids, skipSpecial);
        if (file.modelType().equals("BPE")) {
            // CLIP's tokens carry the end of a word as letters of their own, which no decoder in its file takes out.
            return file.endOfWord().isEmpty()
                    ? text
                    : text.replace(file.endOfWord(), " ").strip();
        }
        return settings.cleanUp() ? withoutLooseSpaces(text) : text;
    }

    /** The id of a token as the vocabulary writes it. */
    public OptionalInt id(String token) {
        Integer id = file.vocabulary().get(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** The token that the configuration gives a role, as {@code eos_token}. */
    public Optional<String> special(String role) {
        return Optional.ofNullable(settings.special().named().get(role));
    }

    /** Tokens that match a pattern, by id. */
    public Map<String, Integer> matching(Pattern pattern) {
        Map<String, Integer> found = new LinkedHashMap<>();
        file.vocabulary().entrySet().stream()
                .filter(e -> pattern.matcher(e.getKey()).matches())
                .sorted(Map.Entry.comparingByValue())
                .forEach(e -> found.put(e.getKey(), e.getValue()));
        return found;
    }

    /** A special token that a text holds, and that would be taken for more than words. */
    public Optional<String> specialIn(String text) {
        return file.special().stream().filter(text::contains).sorted().findFirst();
    }

    /** The id of the token with that role. */
    public OptionalInt specialId(String role) {
        return special(role).map(this::id).orElse(OptionalInt.empty());
    }

    /**
     * The id that fills up short texts: as the configuration names it, else of the first usual padding token that there is
     * (CLIP's is its end of text), else 0.
     */
    public int padId() {
        return padId;
    }

    private int seekPadId() {
        OptionalInt named = specialId("pad_token");
        return named.isPresent()
                ? named.getAsInt()
                : USUAL_PADDING.stream()
                        .map(this::id)
                        .filter(OptionalInt::isPresent)
                        .mapToInt(OptionalInt::getAsInt)
                        .findFirst()
                        .orElse(0);
    }

    /** Tokens a text may have; {@link Integer#MAX_VALUE} where the configuration sets no limit. */
    public int maxLength() {
        return settings.maxLength();
    }

    /** Tokens there are, added ones included. */
    public int size() {
        return file.vocabulary().size();
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    private int maxLength(TokenOptions options) {
        return options.maxLength() == 0 ? settings.maxLength() : options.maxLength();
    }

    private int fixedLength(TokenOptions options) {
        int length = maxLength(options);
        if (length == Integer.MAX_VALUE) {
            throw new HubException("Texts are to be padded to the tokenizer's maximal length, but its"
                    + " tokenizer_config.json states no model_max_length");
        }
        return length;
    }

    private long[] pad(long[] values, int length, long with) {
        if (values.length >= length) {
            return values;
        }
        long[] padded = new long[length];
        Arrays.fill(padded, with);
        System.arraycopy(values, 0, padded, settings.padLeft() ? length - values.length : 0, values.length);
        return padded;
    }

    /** The places that stay when a text is cut: the tokenizer's own tokens around it, and what of the text has room. */
    private int[] kept(long[] special, int limit) {
        int first = 0;
        while (first < special.length && special[first] == 1) {
            first++;
        }
        int end = special.length;
        while (end > first && special[end - 1] == 1) {
            end--;
        }
        int own = first + special.length - end;
        if (limit < own) {
            throw new IllegalArgumentException("Expected room for at least the " + own
                    + " special tokens of this tokenizer, got a maximal length of " + limit);
        }
        int room = limit - own;
        int from = settings.cutLeft() ? end - room : first;
        int[] kept = new int[limit];
        for (int i = 0; i < limit; i++) {
            kept[i] = i < first ? i : i < first + room ? from + i - first : end + i - first - room;
        }
        return kept;
    }

    private static int[] all(int length) {
        int[] all = new int[length];
        for (int i = 0; i < length; i++) {
            all[i] = i;
        }
        return all;
    }

    private static long[] pick(long[] values, int[] places) {
        long[] picked = new long[places.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[places[i]];
        }
        return picked;
    }

    /** The library counts code points, Java UTF-16 characters. */
    private static int[] span(String text, @Nullable CharSpan span) {
        if (span == null) {
            return new int[] {0, 0};
        }
        int start = text.offsetByCodePoints(0, span.getStart());
        return new int[] {start, text.offsetByCodePoints(start, span.getEnd() - span.getStart())};
    }

    /** Half a surrogate pair is no character; the library, which wants UTF-8, would refuse it. */
    private static String wellFormed(String text) {
        int at = 0;
        while (at < text.length() && !Character.isSurrogate(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c ->
                        out.appendCodePoint(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c));
        return out.toString();
    }

    private static String withoutLooseSpaces(String text) {
        return text.replace(" .", ".")
                .replace(" ?", "?")
                .replace(" !", "!")
                .replace(" ,", ",")
                .replace(" ' ", "'")
                .replace(" n't", "n't")
                .replace(" 'm", "'m")
                .replace(" 's", "'s")
                .replace(" 've", "'ve")
                .replace(" 're", "'re");
    }
}
