-- Answers to requests that carried a key, so that one sent twice is done once.
CREATE TABLE idempotency (
    owner  TEXT NOT NULL,
    key    TEXT NOT NULL,
    digest TEXT NOT NULL,
    answer TEXT NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (owner, key)
);
CREATE INDEX idempotency_by_age ON idempotency (at);
