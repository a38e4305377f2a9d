package org.warmhandoff.operate;

import java.util.Optional;
import org.hl7.fhir.r4.model.Attachment;
import org.warmhandoff.address.Directory;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.flow.port.ConsentGate;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.store.DeliveryView;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcRecords;

/** Pages of records that somebody prints and brings. Consent is asked for each of them as well. */
public final class PrintedPages {

  private final JdbcRecords records;
  private final ConsentGate consent;
  private final Mappings mappings;
  private final Directory directory;
  private final JdbcLedger ledger;

  /** Pages of these records. */
  public PrintedPages(
      JdbcRecords records,
      ConsentGate consent,
      Mappings mappings,
      Directory directory,
      JdbcLedger ledger) {
    this.records = records;
    this.consent = consent;
    this.mappings = mappings;
    this.directory = directory;
    this.ledger = ledger;
  }

  /**
   * The page of what that delivery brings, as PDF, or as HTML where a PDF cannot show every
   * character; it is written down who took it. Empty where consent does not allow it now.
   *
   * @param by who takes it, as they signed on
   */
  public Optional<Attachment> page(DeliveryView delivery, String by) {
    var page =
        records
            .one(delivery.key())
            .flatMap(
                record ->
                    records
                        .participant(delivery.participantId())
                        .flatMap(who -> page(record, who, delivery.partner())));
    page.ifPresent(
        taken ->
            ledger.write("operate", delivery.key(), delivery.partner(), "page taken by " + by));
    return page;
  }

  private Optional<Attachment> page(ProgramRecord record, Participant participant, String partner) {
    if (!(consent.disclosure(record, participant, partner) instanceof Disclosed disclosed)) {
      return Optional.empty();
    }
    var audience =
        Audience.ANYBODY
            .amongPlans(records.plansInForce(record))
            .identifying(directory.identifierSystems(partner));
    return Optional.of(
        mappings
            .document(disclosed, audience, DocumentFormat.PDF, Optional.empty())
            .getContentFirstRep()
            .getAttachment());
  }
}
