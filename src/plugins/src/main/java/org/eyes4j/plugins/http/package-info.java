/** Tools that are operations of an HTTP service, as an OpenAPI document in the plugin's folder describes them. */
@NullMarked
package org.eyes4j.plugins.http;

import org.jspecify.annotations.NullMarked;
