/** Offer, request and directive: the words in which rooms talk about energy. A leaf; JDK only. */
@NullMarked
package org.ebbflow.controller.energy;

import org.jspecify.annotations.NullMarked;
