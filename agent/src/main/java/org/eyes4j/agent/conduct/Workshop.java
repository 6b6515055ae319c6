package org.eyes4j.agent.conduct;

import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.tools.ToolRegistry;

/** What all requests share. Thread-safe as its parts are. */
public record Workshop(ToolRegistry tools, PlanChecker checker, PlanLimits limits, PlanExecutor executor) {}
