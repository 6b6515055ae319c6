/** What whoever runs the server looks at: gauges, logs as JSON, spans over OTLP. Health and other metrics come from the starter. */
@NullMarked
package org.eyes4j.app.server.ops;

import org.jspecify.annotations.NullMarked;
