/**
 * Time plots as SVG text: stacked panels over one time axis, with legend, units and labelled
 * instants. Neighbours: none. Entry: {@link org.ebbflow.tools.plot.Plot}.
 */
@NullMarked
package org.ebbflow.tools.plot;

import org.jspecify.annotations.NullMarked;
