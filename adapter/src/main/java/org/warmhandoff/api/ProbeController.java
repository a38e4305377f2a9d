package org.warmhandoff.api;

import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.partner.HapiPartner;

/** Asks a partner now: whether it can be reached, lets us in, and what it takes in which form. */
@RestController
public final class ProbeController {

  private final List<HapiPartner> partners;

  /** Asks one of these. */
  public ProbeController(List<HapiPartner> partners) {
    this.partners = List.copyOf(partners);
  }

  /** Asks that one. Writes nothing there. */
  @PostMapping("/api/v1/partners/{name}/probe")
  ResponseEntity<Object> probe(@PathVariable String name) {
    return partners.stream()
        .filter(partner -> partner.name().equals(name))
        .findFirst()
        .<ResponseEntity<Object>>map(
            partner -> ResponseEntity.ok(Probed.of(partner.name(), partner.probe())))
        .orElseGet(Problems::noSuchPartner);
  }
}
