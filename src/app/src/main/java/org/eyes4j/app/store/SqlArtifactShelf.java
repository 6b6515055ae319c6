package org.eyes4j.app.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.eyes4j.app.service.ArtifactRow;
import org.eyes4j.app.service.ArtifactShelf;

/** Owners of artifacts in a database. */
final class SqlArtifactShelf implements ArtifactShelf {
    static final String SELECT = "SELECT id, owner, media_type, size, name, width, height, created FROM artifacts ";

    private final Database database;

    SqlArtifactShelf(Database database) {
        this.database = database;
    }

    @Override
    public void save(ArtifactRow a) {
        database.write(sql -> sql.update(
                "INSERT INTO artifacts (owner, id, media_type, size, name, width, height, created)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (owner, id) DO UPDATE SET"
                        + " media_type = excluded.media_type, size = excluded.size, name = excluded.name,"
                        + " width = excluded.width, height = excluded.height, created = excluded.created",
                a.owner(),
                a.id(),
                a.mediaType(),
                a.size(),
                a.name(),
                a.width(),
                a.height(),
                a.created()));
    }

    @Override
    public Optional<ArtifactRow> find(String owner, String id) {
        return database.read(sql -> sql.first(SELECT + "WHERE owner = ? AND id = ?", SqlArtifactShelf::row, owner, id));
    }

    @Override
    public Optional<ArtifactRow> find(String id) {
        return database.read(
                sql -> sql.first(SELECT + "WHERE id = ? ORDER BY created DESC LIMIT 1", SqlArtifactShelf::row, id));
    }

    @Override
    public List<ArtifactRow> list(String owner, int most) {
        return database.read(sql -> sql.list(
                SELECT + "WHERE owner = ? ORDER BY created DESC, id DESC LIMIT ?", SqlArtifactShelf::row, owner, most));
    }

    @Override
    public boolean remove(String owner, String id) {
        return database.write(sql -> sql.update("DELETE FROM artifacts WHERE owner = ? AND id = ?", owner, id)) > 0;
    }

    static ArtifactRow row(ResultSet row) throws SQLException {
        return new ArtifactRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getString(5),
                row.getInt(6),
                row.getInt(7),
                Sql.moment(row.getLong(8)));
    }
}
