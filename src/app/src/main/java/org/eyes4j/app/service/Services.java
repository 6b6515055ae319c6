package org.eyes4j.app.service;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eyes4j.agent.session.FolderSessionStore;
import org.eyes4j.agent.session.SessionStore;
import org.eyes4j.tools.artifact.ArtifactStore;
import org.eyes4j.tools.artifact.DiskArtifactStore;
import org.eyes4j.vision.speech.SoundLimits;
import org.eyes4j.wiring.Eyes4j;

/**
 * What doors ask for, put together. Close it before the {@link Eyes4j} that it works with.
 *
 * @param eyes4j the program's parts
 * @param artifacts pictures and other bytes of clients
 * @param values how clients write and read values
 * @param calls single tools
 * @param conversations sessions
 * @param runs everything that takes its time
 * @param inventory what there is
 * @param batch several calls at once
 * @param stepPictures what steps of runs saw
 * @param idempotency has what is sent twice done once
 * @param workflows plans in files
 * @param approvals steps that wait for a person's yes
 */
public record Services(
        Eyes4j eyes4j,
        Artifacts artifacts,
        WireValues values,
        ToolCalls calls,
        Conversations conversations,
        Runs runs,
        Inventory inventory,
        Batch batch,
        StepPictures stepPictures,
        Idempotency idempotency,
        Workflows workflows,
        Approvals approvals)
        implements AutoCloseable {

    /**
     * How much at once.
     *
     * @param calls tools called directly that work at once
     * @param callQueue those that wait
     * @param runs how many runs work and wait
     */
    public record Limits(int calls, int callQueue, Runs.Limits runs) {
        public static final Limits STANDARD = new Limits(8, 64, new Runs.Limits(4, 100));
    }

    /** Where things are kept. */
    public record Shelves(
            RunShelf runs,
            CallShelf calls,
            ArtifactShelf artifacts,
            IdempotencyShelf idempotency,
            SessionStore sessions,
            ArtifactStore bytes) {
        /** Rows for as long as the process lives; bytes where the user's artifacts are. */
        public static Shelves inMemory(Eyes4j eyes4j) {
            return passing(eyes4j.home().artifacts(), eyes4j.artifacts());
        }

        /** Rows for as long as the process lives; bytes in a folder that whoever asks removes. */
        public static Shelves passing(Path bytes) {
            return passing(bytes, new DiskArtifactStore(bytes));
        }

        private static Shelves passing(Path folder, ArtifactStore bytes) {
            return new Shelves(
                    new MemoryRunShelf(),
                    new MemoryCallShelf(),
                    new MemoryArtifactShelf(),
                    new MemoryIdempotencyShelf(),
                    new FolderSessionStore(folder.resolve("sessions"), Clock.systemUTC()),
                    bytes);
        }
    }

    /** Without quotas, fetching no pictures. */
    public static Services of(Eyes4j eyes4j, Shelves shelves, Limits limits) {
        return of(eyes4j, shelves, limits, Quotas.none(), PictureFetcher.OFF);
    }

    public static Services of(Eyes4j eyes4j, Shelves shelves, Limits limits, Quotas quotas, PictureFetcher fetcher) {
        Clock clock = Clock.systemUTC();
        // Whoever serves runs for long: what is dropped into the folder of plugins is taken in.
        eyes4j.plugins().watch(Duration.ofSeconds(2));
        Artifacts artifacts =
                new Artifacts(shelves.bytes(), shelves.artifacts(), eyes4j.pictureReader(), quotas, clock);
        WireValues values = new WireValues(
                artifacts, fetcher, SoundLimits.of(eyes4j.settings().sounds()));
        ToolCalls calls = new ToolCalls(eyes4j.tools(), values, new Admission(limits.calls(), limits.callQueue()));
        Conversations conversations = new Conversations(eyes4j, artifacts, shelves.sessions());
        RunValues kept = new RunValues();
        Approvals approvals = new Approvals();
        Batch batch = new Batch(calls, values);
        List<Worker> workers = List.of(
                new AskWorker(eyes4j, artifacts, conversations, shelves.calls(), kept, calls),
                new CallWorker(calls, values, artifacts, shelves.calls()),
                new PlanWorker(eyes4j, artifacts),
                new WorkflowWorker(eyes4j, artifacts, values, kept, shelves.calls(), approvals),
                new BatchWorker(batch, artifacts, shelves.calls()),
                new PullWorker(eyes4j, quotas));
        Runs runs = new Runs(
                workers, shelves.runs(), quotas, () -> eyes4j.executor().newId(), limits.runs(), clock);
        return new Services(
                eyes4j,
                artifacts,
                values,
                calls,
                conversations,
                runs,
                new Inventory(eyes4j),
                batch,
                new StepPictures(eyes4j, kept, artifacts),
                new Idempotency(shelves.idempotency(), clock),
                new Workflows(eyes4j),
                approvals);
    }

    @Override
    public void close() {
        runs.close();
    }
}
