/**
 * Pictures by their address. Off by default: whoever may ask this server to fetch something may otherwise have it look where
 * only it can look. When on: https only, hosts that are configured, addresses that are public, each looked at after the name is
 * resolved and connected to as it is (a name that means something else the next moment changes nothing), at every redirect
 * anew; bounded in size and time while it comes.
 */
@NullMarked
package org.eyes4j.app.server.fetch;

import org.jspecify.annotations.NullMarked;
