/**
 * Who may ask what: keys and tokens, hosts and origins, headers, rates and limits.
 *
 * <p><b>Against pages of other origins.</b> Nobody is known by a cookie, so there is nothing that a foreign page's request
 * carries along unasked. Where no keys are asked for, being able to reach the server is all it takes, and a foreign page in a
 * browser of this machine reaches it in two ways:
 *
 * <ul>
 *   <li><i>It posts to our address.</i> Browsers put {@code Origin} on every request that is no plain GET or HEAD, and on
 *       whatever a script asks across origins; {@code OriginFilter} refuses all that is not our own host (or configured), and,
 *       for browsers that keep {@code Origin} back, what {@code Sec-Fetch-Site} calls foreign. A GET changes nothing here, and
 *       its answer stays unread: there is no CORS, {@code Cross-Origin-Resource-Policy} keeps pictures from being shown, and
 *       {@code frame-ancestors} from being framed.
 *   <li><i>It lets its own name point at our address (DNS rebinding)</i>, and is of our origin then. But the browser sends that
 *       name as {@code Host}, and names that are not localhost or configured are refused. Addresses are taken, since no name
 *       can be pointed at them.
 * </ul>
 *
 * A token in a form or a cookie would add nothing to this but state.
 */
@NullMarked
package org.eyes4j.app.server.security;

import org.jspecify.annotations.NullMarked;
