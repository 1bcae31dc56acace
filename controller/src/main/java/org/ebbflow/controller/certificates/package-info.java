/**
 * The station's certificates on disk: reading, judging, watching their expiry, and what of them
 * serves TLS. Neighbours: iso15118.security, hal.net, status. Entry: {@link
 * org.ebbflow.controller.certificates.StationCertificates}.
 */
@NullMarked
package org.ebbflow.controller.certificates;

import org.jspecify.annotations.NullMarked;
