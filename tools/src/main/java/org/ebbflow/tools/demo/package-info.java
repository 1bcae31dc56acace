/**
 * The demo: the product in one process, simulators in another, people between them. Entry: {@link
 * org.ebbflow.tools.demo.DemoCommand}.
 */
@NullMarked
package org.ebbflow.tools.demo;

import org.jspecify.annotations.NullMarked;
