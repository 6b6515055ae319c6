-- One form for SQLite and PostgreSQL. Moments are nanoseconds since 1970, 0 stands for none; objects are JSON texts.

-- Processes that have something from here: a server its runs, a chat its conversation.
CREATE TABLE holders (
    id        TEXT PRIMARY KEY,
    machine   TEXT NOT NULL,
    pid       BIGINT NOT NULL,
    started   BIGINT NOT NULL,
    heartbeat BIGINT NOT NULL
);

CREATE TABLE runs (
    id       TEXT PRIMARY KEY,
    kind     TEXT NOT NULL,
    owner    TEXT NOT NULL,
    status   TEXT NOT NULL,
    created  BIGINT NOT NULL,
    started  BIGINT NOT NULL,
    ended    BIGINT NOT NULL,
    demand   TEXT NOT NULL,
    result   TEXT,
    problem  TEXT,
    -- Who works on it; empty for nobody.
    holder   TEXT NOT NULL,
    -- How often its holder died on it.
    orphaned INTEGER NOT NULL
);
CREATE INDEX runs_by_owner ON runs (owner, created);
CREATE INDEX runs_by_time ON runs (created);
CREATE INDEX runs_by_status ON runs (status, created);

CREATE TABLE events (
    run  TEXT NOT NULL,
    seq  BIGINT NOT NULL,
    at   BIGINT NOT NULL,
    type TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (run, seq)
);

-- Calls of tools and of language models that were made for a run, with what they gave.
CREATE TABLE calls (
    run    TEXT NOT NULL,
    key    TEXT NOT NULL,
    state  TEXT NOT NULL,
    result TEXT NOT NULL,
    PRIMARY KEY (run, key)
);

CREATE TABLE artifacts (
    owner      TEXT NOT NULL,
    id         TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size       BIGINT NOT NULL,
    name       TEXT NOT NULL,
    width      INTEGER NOT NULL,
    height     INTEGER NOT NULL,
    created    BIGINT NOT NULL,
    PRIMARY KEY (owner, id)
);
CREATE INDEX artifacts_by_id ON artifacts (id);
CREATE INDEX artifacts_by_time ON artifacts (created);

CREATE TABLE sessions (
    id        TEXT PRIMARY KEY,
    owner     TEXT NOT NULL,
    title     TEXT NOT NULL,
    created   BIGINT NOT NULL,
    updated   BIGINT NOT NULL,
    questions INTEGER NOT NULL,
    pictures  INTEGER NOT NULL,
    bytes     BIGINT NOT NULL,
    last      TEXT NOT NULL,
    -- Title, questions and answers in lower case: what is searched.
    words     TEXT NOT NULL,
    body      TEXT NOT NULL
);
CREATE INDEX sessions_by_owner ON sessions (owner, updated);

-- What each turn of a conversation was answered, as the page shows it.
CREATE TABLE answers (
    session TEXT NOT NULL,
    turn    INTEGER NOT NULL,
    answer  TEXT NOT NULL,
    PRIMARY KEY (session, turn)
);

-- Who has a conversation open.
CREATE TABLE session_locks (
    session TEXT PRIMARY KEY,
    holder  TEXT NOT NULL,
    -- Tells the conversations of one process from each other.
    token   TEXT NOT NULL
);

CREATE TABLE quotas (
    name   TEXT NOT NULL,
    period BIGINT NOT NULL,
    used   BIGINT NOT NULL,
    PRIMARY KEY (name, period)
);
CREATE INDEX quotas_by_period ON quotas (period);
