/**
 * The product: reads its files, makes the adapters, starts the control loop. Neighbours: all.
 * Entry: {@link org.ebbflow.controller.Main}.
 */
@NullMarked
package org.ebbflow.controller;

import org.jspecify.annotations.NullMarked;
