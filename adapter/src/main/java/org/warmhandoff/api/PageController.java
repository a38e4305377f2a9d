package org.warmhandoff.api;

import java.time.Instant;
import java.util.Optional;
import org.hl7.fhir.r4.model.Attachment;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.address.Directory;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.flow.message.Permitted;
import org.warmhandoff.flow.port.ConsentGate;
import org.warmhandoff.store.DeliveryView;
import org.warmhandoff.store.JdbcDeliveries;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcRecords;

/** The page of a record that somebody prints and brings. Consent is asked for it as well. */
@RestController
public final class PageController {

  private final JdbcDeliveries deliveries;
  private final JdbcRecords records;
  private final ConsentGate consent;
  private final Mappings mappings;
  private final Directory directory;
  private final JdbcLedger ledger;

  /** Pages of these records. */
  public PageController(
      JdbcDeliveries deliveries,
      JdbcRecords records,
      ConsentGate consent,
      Mappings mappings,
      Directory directory,
      JdbcLedger ledger) {
    this.deliveries = deliveries;
    this.records = records;
    this.consent = consent;
    this.mappings = mappings;
    this.directory = directory;
    this.ledger = ledger;
  }

  /** The page of that delivery, as PDF, or as HTML where a PDF cannot show every character. */
  @GetMapping("/api/v1/deliveries/{id}/page")
  ResponseEntity<Object> page(@PathVariable long id, Authentication operator) {
    var view = deliveries.one(id);
    if (view.isEmpty()) {
      return Problems.notFound("There is no delivery of that number.");
    }
    return permitted(view.get())
        .map(this::page)
        .map(page -> handed(page, view.get(), operator.getName()))
        .orElseGet(() -> Problems.notFound("Consent does not allow that it is told there."));
  }

  private Optional<Permitted> permitted(DeliveryView view) {
    return records
        .one(view.key())
        .flatMap(
            record ->
                records
                    .participant(view.participantId())
                    .map(who -> Opened.first(delivery(view), record, who))
                    .map(opened -> opened.amongPlans(records.plansInForce(record))))
        .map(consent::again)
        .filter(Permitted.class::isInstance)
        .map(Permitted.class::cast);
  }

  /** Nobody's claim: nothing is written at a partner. */
  private static Delivery delivery(DeliveryView view) {
    return new Delivery(
        view.id(),
        view.key(),
        view.participantId(),
        view.partner(),
        view.priority(),
        view.stand().attempts(),
        Optional.empty(),
        Optional.empty(),
        new Delivery.Lease(0, Instant.EPOCH));
  }

  private Attachment page(Permitted permitted) {
    return mappings
        .document(
            permitted.opened().record(),
            permitted.opened().participant(),
            permitted
                .audience()
                .identifying(directory.identifierSystems(permitted.opened().delivery().partner())),
            DocumentFormat.PDF,
            Optional.empty())
        .getContentFirstRep()
        .getAttachment();
  }

  private ResponseEntity<Object> handed(Attachment page, DeliveryView view, String by) {
    ledger.write("operate", view.key(), view.partner(), "page taken by " + by);
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(page.getContentType()))
        .body(page.getData());
  }
}
