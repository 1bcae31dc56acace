/**
 * What survives a power loss: sessions, lifetime counters, preferences, latched trips, events; one
 * SQLite file on a thread of its own. Neighbours: status, settings, safety records. Entry: {@link
 * org.ebbflow.controller.store.Store}.
 */
@NullMarked
package org.ebbflow.controller.store;

import org.jspecify.annotations.NullMarked;
