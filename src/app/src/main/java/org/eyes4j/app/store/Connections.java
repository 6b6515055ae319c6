package org.eyes4j.app.store;

import java.sql.SQLException;

/** Where connections to one database come from. Thread-safe. */
interface Connections extends AutoCloseable {

    /** The one that writes; whoever has it is alone with it. It stays open. */
    Sql writer() throws SQLException;

    /** One that reads; to be given back. */
    Sql reader() throws SQLException;

    /** Takes a reader back. */
    void giveBack(Sql reader);

    /** After a fault: the next writer is a fresh one where that can help. */
    void renewWriter();

    /** How the database is called in messages. */
    String shown();

    @Override
    void close();
}
