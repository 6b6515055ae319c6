package org.eyes4j.vision.generate;

/** Changes the scores of the next token, knowing the tokens before it: what transformers calls a logits processor. Stateless. */
@FunctionalInterface
interface TokenRule {

    /**
     * @param ids the tokens so far, prompt included
     * @param length how many of them count
     * @param scores of every token, changed in place
     */
    void apply(long[] ids, int length, float[] scores);
}
