package org.eyes4j.app.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.eyes4j.agent.session.FolderSessionStore;
import org.eyes4j.agent.session.OpenSession;
import org.eyes4j.agent.session.SessionException;
import org.eyes4j.agent.session.SessionPicture;
import org.eyes4j.agent.session.SessionStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Conversations that earlier versions kept in folders, taken into the database once. */
final class FolderSessions {
    private static final Logger LOG = LoggerFactory.getLogger(FolderSessions.class);

    private FolderSessions() {}

    /** What someone has open, or cannot be read, stays where it is. */
    static void takeIn(Path folder, SqlSessionStore store, Clock clock) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        FolderSessionStore old = new FolderSessionStore(folder, clock);
        for (SessionStore.Summary summary : old.list()) {
            try (OpenSession open = old.open(summary.id(), summary.owner())) {
                for (SessionPicture picture : open.session().ledger().pictures()) {
                    store.bytes().put(open.picture(picture), "application/octet-stream");
                }
                old.find(summary.id()).ifPresent(kept -> store.takeIn(kept, summary.updated()));
            } catch (SessionException e) {
                LOG.warn("A session of an earlier version stays in {}: {}", folder, e.getMessage());
                continue;
            }
            old.remove(summary.id());
        }
    }
}
