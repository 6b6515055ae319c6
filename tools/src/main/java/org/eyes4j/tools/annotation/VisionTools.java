package org.eyes4j.tools.annotation;

/**
 * Marks a class whose methods are tools ({@link VisionTool}), so that {@link java.util.ServiceLoader} finds it: name it in
 * {@code META-INF/services/org.eyes4j.tools.annotation.VisionTools}. It needs a public constructor without parameters. One
 * that is {@link AutoCloseable} is closed with its tools.
 */
public interface VisionTools {}
