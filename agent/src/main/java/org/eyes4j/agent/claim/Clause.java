package org.eyes4j.agent.claim;

/** A clause of a sentence, as it is written, and what it was read as. */
record Clause(String text, Reading reading) {}
