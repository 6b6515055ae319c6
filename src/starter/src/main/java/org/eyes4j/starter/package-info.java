/**
 * eyes4j's parts as beans of a Spring Boot application: {@code Eyes4j} itself, its tools, agent, executor, sessions and models,
 * by settings under {@code eyes4j.…}; health and metrics where the application has actuator. Nothing is loaded before it is used.
 */
@NullMarked
package org.eyes4j.starter;

import org.jspecify.annotations.NullMarked;
