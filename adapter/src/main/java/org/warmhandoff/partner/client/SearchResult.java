package org.warmhandoff.partner.client;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;

/**
 * What a search found.
 *
 * @param complete false where the partner warned that results may be missing
 */
public record SearchResult<R extends Resource>(List<R> all, boolean complete) {

  public SearchResult {
    all = List.copyOf(all);
  }
}
