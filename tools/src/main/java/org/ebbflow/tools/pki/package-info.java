/**
 * Certificates for benches and installers: a whole test PKI, signing requests, a look into what is
 * there. Neighbours: iso15118.security. Entry: {@link org.ebbflow.tools.pki.PkiCommand}.
 */
@NullMarked
package org.ebbflow.tools.pki;

import org.jspecify.annotations.NullMarked;
