package org.eyes4j.config;

import java.time.Duration;
import java.util.List;
import org.eyes4j.config.language.LanguageSettings;
import org.eyes4j.config.model.Policy;

/**
 * What an operator may set. {@link SettingsLoader} reads it. Immutable.
 *
 * @param offline whether no network is used
 * @param pictures limits of pictures from outside
 * @param sounds limits of sounds from outside
 * @param network how files are fetched
 * @param compute threads and memory of models
 * @param policy which of several models serves a tool
 * @param cache what is kept between calls
 * @param runs limits of a plan's run
 * @param sessions limits of conversations
 * @param agent how language models conduct requests
 * @param executor where steps of plans are run
 * @param artifacts where pictures and results are kept
 * @param plugins experts that arrive from elsewhere
 * @param languageModels which language models may be asked
 * @param warnings what a person should know of how these came about, as an environment variable that means nothing
 */
public record Settings(
        boolean offline,
        Pictures pictures,
        Sounds sounds,
        Network network,
        Compute compute,
        Policy policy,
        Cache cache,
        Runs runs,
        Sessions sessions,
        Agent agent,
        Executor executor,
        Artifacts artifacts,
        Plugins plugins,
        LanguageSettings languageModels,
        List<String> warnings) {
    public Settings {
        warnings = List.copyOf(warnings);
    }

    /** The defaults alone. */
    public static Settings defaults() {
        return SettingsLoader.defaults();
    }

    /** These settings without any network. */
    public Settings withoutNetwork() {
        return new Settings(
                true,
                pictures,
                sounds,
                network,
                compute,
                policy,
                cache,
                runs,
                sessions,
                agent,
                executor,
                artifacts,
                plugins,
                languageModels,
                warnings);
    }

    /** These settings with other limits for fetching. */
    public Settings with(Network other) {
        return new Settings(
                offline,
                pictures,
                sounds,
                other,
                compute,
                policy,
                cache,
                runs,
                sessions,
                agent,
                executor,
                artifacts,
                plugins,
                languageModels,
                warnings);
    }

    /** These settings with other language models. */
    public Settings with(LanguageSettings other) {
        return new Settings(
                offline, pictures, sounds, network, compute, policy, cache, runs, sessions, agent, executor, artifacts,
                plugins, other, warnings);
    }

    /** These settings with another policy. */
    public Settings with(Policy other) {
        return new Settings(
                offline,
                pictures,
                sounds,
                network,
                compute,
                other,
                cache,
                runs,
                sessions,
                agent,
                executor,
                artifacts,
                plugins,
                languageModels,
                warnings);
    }

    /**
     * Limits of pictures from outside.
     *
     * @param maxPixels width × height
     * @param maxBytes of the encoded file
     * @param maxSide longest side in pixels
     * @param maxFrames frames of an animation that are decoded
     */
    public record Pictures(long maxPixels, long maxBytes, int maxSide, int maxFrames) {}

    /**
     * Limits of sounds from outside.
     *
     * @param maxBytes of the file
     * @param maxSeconds that it lasts
     */
    public record Sounds(long maxBytes, long maxSeconds) {}

    /**
     * How files are fetched.
     *
     * @param connectTimeout until a connection stands
     * @param responseTimeout until the first byte of an answer
     * @param idleTimeout between two bytes of an answer
     * @param totalTimeout for one file, all its tries together
     * @param redirects that are followed
     * @param retries further tries after a broken connection, 429 or 503
     * @param maxWait the longest wait that a server may ask for
     * @param maxFile bytes of a file whose size is not known before
     * @param hub address of the model hub
     * @param npmFiles address form of a CDN with single files of npm packages; empty for none
     */
    public record Network(
            Duration connectTimeout,
            Duration responseTimeout,
            Duration idleTimeout,
            Duration totalTimeout,
            int redirects,
            int retries,
            Duration maxWait,
            long maxFile,
            String hub,
            String npmFiles) {}

    /**
     * Threads and memory of models.
     *
     * @param threads of one model run; 0 for as many as there are cores
     * @param memoryBytes that loaded models may take together
     */
    public record Compute(int threads, long memoryBytes) {}

    /**
     * What is kept between calls.
     *
     * @param valueBytes results of steps
     * @param encodings encoded pictures
     */
    public record Cache(long valueBytes, int encodings) {}

    /**
     * Limits of a plan's run.
     *
     * @param stepTimeout for one step
     * @param totalTimeout for the whole run
     * @param maxSteps of one plan, and of one run with all its plans
     * @param maxFanOut items that one step may run over
     * @param maxMemory bytes that the values of one run may take together
     * @param maxDepth plans within one another, where steps run plans themselves
     * @param parallel steps at one time
     * @param maxModelCalls times that a language model is asked in one run
     * @param maxTokens that a language model reads and writes in one run
     * @param maxCost of its tokens in one run, by the configured prices; 0 for no limit
     * @param keep how many are kept
     */
    public record Runs(
            Duration stepTimeout,
            Duration totalTimeout,
            int maxSteps,
            int maxFanOut,
            long maxMemory,
            int maxDepth,
            int parallel,
            int maxModelCalls,
            long maxTokens,
            double maxCost,
            int keep) {}

    /**
     * How language models conduct requests.
     *
     * @param effects {@code asked}, {@code allow} or {@code deny}: what steps that a language model wrote may do beyond looking
     * @param tools most tools that a request is offered
     * @param replans how often what remains of a plan is planned anew
     * @param rounds most rounds of a request that is decided step by step
     */
    public record Agent(String effects, int tools, int replans, int rounds) {}

    /**
     * Where steps of plans are run.
     *
     * @param kind {@code local}: in this process; another, as {@code temporal}, where its part is on the class path
     * @param address of the server, {@code HOST:PORT}
     * @param namespace of the server
     * @param taskQueue where calls wait for workers
     * @param tls whether the connection is encrypted
     * @param keyEnv the environment variable with the server's API key; empty for none
     * @param heartbeat how often a worker tells that a call goes on, and hears that it is not wanted any more
     * @param silence after which a worker counts as lost
     * @param parallel calls that one worker makes at a time
     */
    public record Executor(
            String kind,
            String address,
            String namespace,
            String taskQueue,
            boolean tls,
            String keyEnv,
            Duration heartbeat,
            Duration silence,
            int parallel) {
        /** In this process. */
        public static final String LOCAL = "local";
    }

    /**
     * Where pictures and results are kept.
     *
     * @param kind {@code folder}, or another, as {@code s3}, where its part is on the class path
     * @param folder empty for the user's own
     * @param bucket of the object storage
     * @param prefix before the names of objects
     * @param endpoint its address; empty for the maker's own
     * @param region of the bucket
     * @param pathStyle whether the bucket is in the path, and not in the host's name
     * @param maxBytes of one artifact
     */
    public record Artifacts(
            String kind,
            String folder,
            String bucket,
            String prefix,
            String endpoint,
            String region,
            boolean pathStyle,
            long maxBytes) {
        /** In files of this machine, or of several that share it. */
        public static final String FOLDER = "folder";
    }

    /**
     * Experts that arrive from elsewhere.
     *
     * @param allowed SHA-256, in lower case, of jars or of certificates of those who sign them
     * @param loadTimeout for one plugin
     * @param callTimeout for one call of a plugin's tool
     */
    public record Plugins(List<String> allowed, Duration loadTimeout, Duration callTimeout) {
        public Plugins {
            allowed = List.copyOf(allowed);
        }
    }

    /**
     * Limits of conversations.
     *
     * @param maxTurns questions of one
     * @param maxPictures given to one
     * @param maxBytes of the pictures of one
     * @param maxRegions known of its pictures
     * @param keep how long one that nobody goes on with stays; zero for ever
     * @param historyTokens of what a language model is told of it, about
     * @param maxModelCalls times that a language model is asked in one
     * @param maxTokens that a language model reads and writes in one
     */
    public record Sessions(
            int maxTurns,
            int maxPictures,
            long maxBytes,
            int maxRegions,
            Duration keep,
            int historyTokens,
            int maxModelCalls,
            long maxTokens) {}
}
