/**
 * What all V2G messages have in common, and the conversion of their scaled quantities. The messages
 * themselves are generated into the packages below this one. Entry: {@link
 * org.ebbflow.iso15118.message.Message}.
 */
@NullMarked
package org.ebbflow.iso15118.message;

import org.jspecify.annotations.NullMarked;
