-- Pictures that conversations speak of: their bytes stay as long as one does.
CREATE TABLE session_pictures (
    session  TEXT NOT NULL,
    artifact TEXT NOT NULL,
    PRIMARY KEY (session, artifact)
);
CREATE INDEX session_pictures_by_artifact ON session_pictures (artifact);

-- The title in lower case, to be searched; empty where nobody named the conversation.
ALTER TABLE sessions ADD COLUMN lower_title TEXT NOT NULL DEFAULT '';
-- The first question.
ALTER TABLE sessions ADD COLUMN first TEXT NOT NULL DEFAULT '';
