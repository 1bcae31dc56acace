/**
 * Benchmarks of the product's inner loops and the fuzz target of the codec. Entry: {@link
 * org.ebbflow.tools.bench.BenchCommand}.
 */
@NullMarked
package org.ebbflow.tools.bench;

import org.jspecify.annotations.NullMarked;
