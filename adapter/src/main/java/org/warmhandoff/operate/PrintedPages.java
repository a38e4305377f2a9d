package org.warmhandoff.operate;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.util.Optional;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DocumentReference;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.address.Directory;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.flow.message.Sending;
import org.warmhandoff.flow.port.ConsentGate;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.store.DeliveryView;
import org.warmhandoff.store.JdbcDisclosures;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcReceipts;
import org.warmhandoff.store.JdbcRecords;
import org.warmhandoff.store.JdbcReferralLives;

/** Pages of records that somebody prints and brings. Consent is asked for each of them as well. */
public final class PrintedPages {

  private static final FhirContext FHIR = FhirContext.forR4Cached();

  private final JdbcRecords records;
  private final JdbcReferralLives lives;
  private final JdbcReceipts receipts;
  private final ConsentGate consent;
  private final Mappings mappings;
  private final Directory directory;
  private final JdbcLedger ledger;
  private final JdbcDisclosures disclosures;
  private final TransactionTemplate transaction;
  private final Clock clock;

  /** Pages of these records. */
  public PrintedPages(
      JdbcRecords records,
      JdbcReferralLives lives,
      JdbcReceipts receipts,
      ConsentGate consent,
      Mappings mappings,
      Directory directory,
      JdbcLedger ledger,
      JdbcDisclosures disclosures,
      TransactionTemplate transaction,
      Clock clock) {
    this.records = records;
    this.lives = lives;
    this.receipts = receipts;
    this.consent = consent;
    this.mappings = mappings;
    this.directory = directory;
    this.ledger = ledger;
    this.disclosures = disclosures;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * The page of what that delivery brings, as PDF, or as HTML where a PDF cannot show every
   * character. It is written down who took it, and accounted for as a disclosure: whoever takes a
   * page brings it. Empty where consent does not allow it now.
   *
   * @param by who takes it, as they signed on
   */
  public Optional<Attachment> page(DeliveryView delivery, String by) {
    return records
        .one(delivery.key())
        .map(record -> lives.asToldTo(delivery.partner(), record))
        .flatMap(record -> disclosed(record, delivery))
        .map(disclosed -> taken(delivery, disclosed, by));
  }

  private Optional<Disclosed> disclosed(ProgramRecord record, DeliveryView delivery) {
    return records
        .participant(delivery.participantId())
        .map(who -> consent.disclosure(record, who, delivery.partner()))
        .filter(Disclosed.class::isInstance)
        .map(Disclosed.class::cast);
  }

  private Attachment taken(DeliveryView delivery, Disclosed disclosed, String by) {
    var document = document(disclosed, delivery.partner());
    var page = FHIR.newJsonParser().encodeResourceToString(document);
    transaction.executeWithoutResult(
        status -> {
          disclosures.keepPage(
              delivery.id(),
              disclosed,
              new Sending("page taken by " + by, page),
              directory.receiver(delivery.partner()),
              clock.instant());
          ledger.write("operate", delivery.key(), delivery.partner(), "page taken by " + by);
        });
    return document.getContentFirstRep().getAttachment();
  }

  private DocumentReference document(Disclosed disclosed, String partner) {
    var audience =
        Audience.ANYBODY
            .amongPlans(receipts.disclosedTo(partner, records.plansInForce(disclosed.record())))
            .identifying(directory.identifierSystems(partner));
    return mappings.document(disclosed, audience, DocumentFormat.PDF, Optional.empty());
  }
}
