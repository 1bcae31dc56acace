/** Vehicle-to-grid protocol library. */
@NullMarked
package org.ebbflow.iso15118;

import org.jspecify.annotations.NullMarked;
