/**
 * Messages as XML and JSON lines for people and checks: the {@code ebbflow exi} command. XML and
 * JSON exist only here, never in the product. Entry: {@link org.ebbflow.tools.exi.ExiCommand}.
 */
@NullMarked
package org.ebbflow.tools.exi;

import org.jspecify.annotations.NullMarked;
