/**
 * Workflows: plans in YAML files, under a person's version control. Read with the place of every fault, checked as a whole,
 * and, once registered, tools like any other.
 */
@NullMarked
package org.eyes4j.agent.workflow;

import org.jspecify.annotations.NullMarked;
